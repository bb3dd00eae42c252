package dev.concurrencylint.source;

import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds in an outline what the instructions of class files come from. */
final class Matching {
    /** What compilers call by themselves: for loops, resources, boxing, strings, switches, assertions, enums. */
    private static final Set<String> MADE = Set.of(
            "iterator",
            "hasNext",
            "next",
            "close",
            "addSuppressed",
            "append",
            "toString",
            "valueOf",
            "booleanValue",
            "byteValue",
            "charValue",
            "shortValue",
            "intValue",
            "longValue",
            "floatValue",
            "doubleValue",
            "getClass",
            "requireNonNull",
            "ordinal",
            "hashCode",
            "equals",
            "initCause",
            "desiredAssertionStatus",
            "clone");

    private final Bodies bodies;

    Matching(Outline outline) {
        this.bodies = new Bodies(outline);
    }

    /** What the place is in the source. */
    Match of(Place place) {
        if (place.line() <= 0) {
            return Match.of(Match.Kind.NOTHING);
        }
        List<OutlinedBody> found = bodies.of(place);
        if (found.isEmpty()) {
            Optional<Range> head = bodies.head(place);
            if (head.isPresent()) {
                return new Match(Match.Kind.STATEMENT, head);
            }
            return Match.of(bodies.contradicts(place) ? Match.Kind.ELSEWHERE : Match.Kind.NOTHING);
        }
        List<Element> elements = new ArrayList<>();
        found.forEach(body -> elements.addAll(body.elements()));
        Spot spot = place.spot();
        Optional<Element> lambda = spot.lambda().flatMap(made -> lambda(elements, made, place.line()));
        if (lambda.isPresent() && lambda.get().lambda().isEmpty()) {
            return found(lambda.get(), place.line()); // a method reference that is compiled as a lambda
        }
        List<Element> here = lambda.flatMap(Element::lambda)
                .map(OutlinedBody::elements)
                .orElse(isOutsideOfLambdas(place) ? elements : all(elements));
        if (spot.kind() == Spot.Kind.OTHER) {
            return statement(here, place.line());
        }
        if (spot.kind() == Spot.Kind.LAMBDA) {
            Optional<Element> made = among(here, spot, place.line());
            return made.isPresent() ? found(made.get(), place.line()) : Match.of(Match.Kind.STATEMENT);
        }
        List<Element> same = same(here, spot, place.line());
        if (same.isEmpty()) {
            return without(here, place);
        }
        Optional<Element> one = pick(same, spot);
        return one.isPresent() ? found(one.get(), place.line()) : Match.of(Match.Kind.STATEMENT);
    }

    private static Match found(Element element, int line) {
        Optional<Range> mark = Optional.of(element.mark()).filter(range -> range.startLine() == line);
        return new Match(Match.Kind.EXPRESSION, mark);
    }

    /** Whether it is known to be in no lambda. */
    private static boolean isOutsideOfLambdas(Place place) {
        return place.spot().lambda().isEmpty()
                && place.bytecode().equals(place.source())
                && place.bytecode().name().indexOf('$') < 0;
    }

    /**
     * The lambda that is made there, or the method reference, if one can be told.
     *
     * @param line in the lambda
     */
    private static Optional<Element> lambda(List<Element> elements, Spot made, int line) {
        List<Element> around = elements;
        if (made.lambda().isPresent()) {
            Optional<OutlinedBody> outer =
                    lambda(elements, made.lambda().get(), line).flatMap(Element::lambda);
            if (outer.isEmpty()) {
                return Optional.empty();
            }
            around = outer.get().elements();
        }
        return among(around, made, line);
    }

    private static Optional<Element> among(List<Element> around, Spot made, int line) {
        List<Element> all = around.stream()
                .filter(element -> element.kind() == Spot.Kind.LAMBDA)
                .toList();
        if (all.size() == made.count()) {
            return Optional.of(all.get(made.ordinal()));
        }
        List<Element> there =
                all.stream().filter(element -> element.whole().covers(line)).toList();
        return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
    }

    private static List<Element> all(List<Element> elements) {
        List<Element> all = new ArrayList<>();
        for (Element element : elements) {
            all.add(element);
            element.lambda().ifPresent(body -> all.addAll(all(body.elements())));
        }
        return all;
    }

    /** Those of the kind and name on the line; or else the smallest one around it. */
    private static List<Element> same(List<Element> elements, Spot spot, int line) {
        List<Element> same = new ArrayList<>();
        Element around = null;
        for (Element element : elements) {
            if (element.kind() == spot.kind() && element.name().equals(spot.name())) {
                if (element.line() == line) {
                    same.add(element);
                } else if (element.whole().covers(line)
                        && (around == null || around.whole().encloses(element.whole()))) {
                    around = element;
                }
            }
        }
        return same.isEmpty() && around != null ? List.of(around) : same;
    }

    /**
     * The compiler makes a whole number of copies of all of them, where it copies a {@code finally}; else it isn't known which of them it
     * copied.
     */
    private static Optional<Element> pick(List<Element> same, Spot spot) {
        return !same.isEmpty() && spot.count() % same.size() == 0
                ? Optional.of(same.get(spot.ordinal() % same.size()))
                : Optional.empty();
    }

    /** Nothing in the source is what the instruction does. */
    private static Match without(List<Element> here, Place place) {
        Spot spot = place.spot();
        boolean isWritten = switch (spot.kind()) {
            case CALL -> !MADE.contains(spot.name()) && spot.name().indexOf('$') < 0;
            case MONITOR -> true;
            case NEW, LAMBDA, READ, WRITE, RETURN, THROW, OTHER -> false;
        };
        return isWritten ? Match.of(Match.Kind.MISSING) : statement(here, place.line());
    }

    /** The first statement, header or closing brace on the line; or that there is one around it. */
    private static Match statement(List<Element> elements, int line) {
        Element first = null;
        boolean isInside = false;
        for (Element element : elements) {
            if (element.kind() == Spot.Kind.OTHER) {
                isInside |= element.whole().covers(line);
                if (element.line() == line
                        && (first == null
                                || element.mark().startColumn() < first.mark().startColumn())) {
                    first = element;
                }
            }
        }
        if (first != null) {
            return new Match(Match.Kind.STATEMENT, Optional.of(first.mark()));
        }
        return Match.of(isInside ? Match.Kind.STATEMENT : Match.Kind.NOTHING);
    }
}
