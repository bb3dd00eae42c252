package dev.concurrencylint.check;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where findings are reported; all classes are analysed all the same, for what their callers need. A name stands for itself and all
 * below it; in it, {@code *} is any part of a name, {@code ?} a character, {@code **} any number of names.
 *
 * @param includePackages packages and classes, with dots; none for all
 * @param includePaths files and directories as reports name them, with slashes; none for all
 */
public record Scope(
        List<String> includePackages,
        List<String> excludePackages,
        List<String> includePaths,
        List<String> excludePaths) {
    /** Everywhere. */
    public static final Scope EVERYWHERE = new Scope(List.of(), List.of(), List.of(), List.of());

    public Scope {
        includePackages = List.copyOf(includePackages);
        excludePackages = List.copyOf(excludePackages);
        includePaths = List.copyOf(includePaths);
        excludePaths = List.copyOf(excludePaths);
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
        return selects(includePackages, excludePackages, "[^.]", "\\.", "[.$]");
    }

    /** Whether findings in the file of that path are reported. */
    Predicate<String> paths() {
        return selects(slashes(includePaths), slashes(excludePaths), "[^/]", "/", "/");
    }

    private static List<String> slashes(List<String> paths) {
        return paths.stream()
                .map(path -> path.replace('\\', '/'))
                .map(path -> path.startsWith("./") ? path.substring(2) : path)
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .toList();
    }

    private static Predicate<String> selects(
            List<String> includes, List<String> excludes, String character, String separator, String end) {
        List<Pattern> in = patterns(includes, character, separator, end);
        List<Pattern> out = patterns(excludes, character, separator, end);
        return name -> (in.isEmpty()
                        || in.stream().anyMatch(pattern -> pattern.matcher(name).matches()))
                && out.stream().noneMatch(pattern -> pattern.matcher(name).matches());
    }

    private static List<Pattern> patterns(List<String> globs, String character, String separator, String end) {
        return globs.stream()
                .map(glob -> Pattern.compile(expression(glob, character, separator) + "(?:" + end + ".*)?"))
                .toList();
    }

    private static String expression(String glob, String character, String separator) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**", i)) {
                boolean whole = i + 2 < glob.length() && Pattern.matches(separator, glob.substring(i + 2, i + 3));
                expression.append(whole ? "(?:.*" + separator + ")?" : ".*");
                i += whole ? 2 : 1;
            } else if (c == '*') {
                expression.append(character).append('*');
            } else if (c == '?') {
                expression.append(character);
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
