package dev.concurrencylint.check;

import dev.concurrencylint.report.Sources;
import dev.concurrencylint.rules.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where findings are reported; all classes are analysed all the same, for what their callers need. A name stands for itself and all
 * below it; in it, {@code *} is any part of a name, {@code ?} a character, {@code **} any number of names.
 *
 * @param includePackages packages and classes, with dots; none for all
 * @param includePaths files and directories, with slashes; none for all
 */
public record Scope(
        List<String> includePackages, List<String> excludePackages, PathGlobs includePaths, PathGlobs excludePaths) {
    /** Everywhere. */
    public static final Scope EVERYWHERE = new Scope(List.of(), List.of(), List.of(), List.of());

    public Scope {
        includePackages = List.copyOf(includePackages);
        excludePackages = List.copyOf(excludePackages);
    }

    /** As the user of a door says it: paths are those of the reports. */
    public Scope(
            List<String> includePackages,
            List<String> excludePackages,
            List<String> includePaths,
            List<String> excludePaths) {
        this(includePackages, excludePackages, PathGlobs.ofReports(includePaths), PathGlobs.ofReports(excludePaths));
    }

    /** Each list from here, or where it is empty from there. */
    Scope over(Scope other) {
        return new Scope(
                includePackages.isEmpty() ? other.includePackages : includePackages,
                excludePackages.isEmpty() ? other.excludePackages : excludePackages,
                includePaths.isEmpty() ? other.includePaths : includePaths,
                excludePaths.isEmpty() ? other.excludePaths : excludePaths);
    }

    /** Whether findings in the class of that name are reported. */
    Predicate<String> classes() {
        Glob in = Glob.ofPackages(includePackages);
        Glob out = Glob.ofPackages(excludePackages);
        return name -> (includePackages.isEmpty() || in.test(name)) && !out.test(name);
    }

    /** Whether findings in the file of that place are reported. */
    Predicate<Place> paths(Sources sources) {
        Predicate<Place> in = includePaths.in(sources);
        Predicate<Place> out = excludePaths.in(sources);
        return place -> (includePaths.isEmpty() || in.test(place)) && !out.test(place);
    }

    /** The patterns that no class or file is meant by, {@code key: pattern} each, in the order of the keys. */
    List<String> idle(List<Place> places, Sources sources) {
        List<String> idle = new ArrayList<>();
        packages("includePackages", includePackages, places, idle);
        packages("excludePackages", excludePackages, places, idle);
        includePaths.idle(places, sources).forEach(pattern -> idle.add("includePaths: " + pattern));
        excludePaths.idle(places, sources).forEach(pattern -> idle.add("excludePaths: " + pattern));
        return idle;
    }

    private static void packages(String key, List<String> patterns, List<Place> places, List<String> idle) {
        for (String pattern : patterns) {
            Glob glob = Glob.ofPackages(List.of(pattern));
            if (places.stream().noneMatch(place -> glob.test(place.source().className()))) {
                idle.add(key + ": " + pattern);
            }
        }
    }
}
