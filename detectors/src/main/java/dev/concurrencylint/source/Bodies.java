package dev.concurrencylint.source;

import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the code of a method of the class file in an outline: by the names of class and method, and by the line. */
final class Bodies {
    private static final Pattern NUMBER = Pattern.compile("\\$\\d+");
    private static final Comparator<Range> SMALLER = Comparator.<Range>comparingInt(
                    range -> range.endLine() - range.startLine())
            .thenComparingInt(range -> -range.startLine())
            .thenComparingInt(range -> -range.startColumn());

    private final Outline outline;

    Bodies(Outline outline) {
        this.outline = outline;
    }

    /** The bodies that may hold the place: several parts of a constructor or initialiser, else one; none if the source has no such. */
    List<OutlinedBody> of(Place place) {
        MethodName method = place.source();
        List<OutlinedBody> found = in(method.className(), method, place.line());
        if (!found.isEmpty()) {
            return found;
        }
        for (String other : alike(method.className(), place.line())) {
            found = in(other, method, place.line());
            if (!found.isEmpty()) {
                return found;
            }
        }
        // The body of a lambda that nobody is known to make, and accessors: the line says where it stands.
        return method.name().indexOf('$') < 0
                ? List.of()
                : outline.bodies().stream()
                        .filter(body -> body.range().covers(place.line()))
                        .min(Comparator.comparing(OutlinedBody::range, SMALLER))
                        .map(List::of)
                        .orElse(List.of());
    }

    private List<OutlinedBody> in(String className, MethodName method, int line) {
        List<OutlinedBody> found = new ArrayList<>();
        for (OutlinedBody body : outline.bodies()) {
            if (body.className().equals(className)
                    && body.method().equals(method.name())
                    && body.range().covers(line)) {
                found.add(body);
            }
        }
        if (found.size() < 2 || method.name().startsWith("<")) {
            return found;
        }
        List<String> types = Types.simple(method.descriptor());
        return List.of(found.stream()
                .max(Comparator.comparingInt((OutlinedBody body) -> likeness(body.parameters(), types)))
                .orElseThrow());
    }

    private static int likeness(List<String> written, List<String> erased) {
        int alike = written.size() == erased.size() ? 1000 : 0;
        for (int i = 0; i < Math.min(written.size(), erased.size()); i++) {
            alike += written.get(i).equals(erased.get(i)) ? 1 : 0;
        }
        return alike;
    }

    /** The types around the line whose names differ in numbers only, the innermost first. */
    private List<String> alike(String className, int line) {
        String plain = plain(className);
        return outline.types().stream()
                .filter(type -> type.range().covers(line))
                .filter(type -> plain(type.name()).equals(plain))
                .sorted(Comparator.comparing(OutlinedType::range, SMALLER))
                .map(OutlinedType::name)
                .toList();
    }

    /** The name of the place's class, if that is on the line: compilers put methods there that nobody wrote. */
    Optional<Range> head(Place place) {
        return outline.types().stream()
                .filter(type -> type.head().startLine() == place.line())
                .filter(type -> type.range().covers(place.line()))
                .filter(type -> plain(type.name()).equals(plain(place.source().className())))
                .map(OutlinedType::head)
                .findFirst();
    }

    private static String plain(String className) {
        return NUMBER.matcher(className).replaceAll("\\$");
    }

    /**
     * Whether the line can't be what the class file says: the source has the class, and on the line another method of it, or the method
     * and it is not on the line. Code that a tool made of annotations is on the lines of these, and under names that no source has.
     */
    boolean contradicts(Place place) {
        MethodName method = place.source();
        if (place.line() > outline.lines()) {
            return true;
        }
        // Eclipse's compiler puts methods of its own on the first line.
        if (place.line() == 1 || method.name().startsWith("<") || method.name().indexOf('$') >= 0) {
            return false;
        }
        boolean isDeclared = false;
        boolean isOthers = false;
        for (OutlinedBody body : outline.bodies()) {
            if (body.className().equals(method.className()) && body.isDeclared()) {
                boolean isNamed = body.method().equals(method.name());
                isDeclared |= isNamed;
                isOthers |= !isNamed && body.range().covers(place.line());
            }
        }
        boolean isOutside = outline.types().stream()
                .noneMatch(type ->
                        type.name().equals(method.className()) && type.range().covers(place.line()));
        return isOthers || isDeclared && isOutside;
    }
}
