package dev.concurrencylint.flow;

import dev.concurrencylint.code.FieldRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of values in one alternative: comparisons that were decided, and the contents of fields. Owned by one alternative. */
final class Facts {
    /** A value that may be more constants than this may be any. */
    private static final int MOST_CONSTANTS = 8;

    private record Pair(Value left, Value right) {
        Pair turned() {
            Value newLeft = right;
            return new Pair(newLeft, left);
        }

        boolean mentions(Predicate<Value> wanted) {
            return left.mentions(wanted) || right.mentions(wanted);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair that && left.equals(that.left) && right.equals(that.right);
        }

        @Override
        public int hashCode() {
            return left.hashCode() * 31 + right.hashCode();
        }
    }

    private final LateMap<Pair, Possible> comparisons;
    private final LateMap<Value, Value> contents;
    private final LateMap<Value, Boolean> notNull;
    private final LateMap<Value, Set<Value>> constants;

    Facts() {
        this(new LateMap<>(), new LateMap<>(), new LateMap<>(), new LateMap<>());
    }

    private Facts(
            LateMap<Pair, Possible> comparisons,
            LateMap<Value, Value> contents,
            LateMap<Value, Boolean> notNull,
            LateMap<Value, Set<Value>> constants) {
        this.comparisons = comparisons;
        this.contents = contents;
        this.notNull = notNull;
        this.constants = constants;
    }

    Facts copy() {
        return new Facts(comparisons.copy(), contents.copy(), notNull.copy(), constants.copy());
    }

    /** How left may compare with right. */
    Possible compare(Value left, Value right) {
        if (right instanceof Value.OneOf any) {
            return compareWithAny(left, any);
        }
        if (left.isConstant() && !right.isConstant()) {
            Possible mirrored = compare(right, left);
            return new Possible(mirror(mirrored.bits()), mirrored.stale());
        }
        if (left.equals(right)) {
            boolean readAgain = left.mentions(part -> part instanceof Value.Field || part instanceof Value.Element);
            return readAgain ? Possible.ANYTHING : Possible.of(Possible.EQUAL);
        }
        if (left instanceof Value.Int a && right instanceof Value.Int b) {
            return Possible.of(Possible.compare(a.value(), b.value()));
        }
        if (left.isConstant() && right.isConstant()
                || right instanceof Value.Null && (neverNull(left) || notNull.get(left) != null)) {
            return Possible.of(Possible.DIFFERENT);
        }
        Possible known = lookUp(left, right);
        if (known.saysNothing() && !(comparisons.isEmpty() && constants.isEmpty())) {
            if (left.tellsPosition() || right.tellsPosition()) {
                known = lookUp(left.look(), right.look()).aged();
            }
        }
        return known;
    }

    private Possible compareWithAny(Value left, Value.OneOf any) {
        Set<Value> known = left.isConstant() ? Set.of(left) : constants.get(left);
        if (known != null && any.constants().containsAll(known)) {
            return Possible.of(Possible.EQUAL);
        }
        for (Value constant : any.constants()) {
            if ((compare(left, constant).bits() & Possible.EQUAL) != 0) {
                return Possible.ANYTHING;
            }
        }
        return Possible.of(Possible.DIFFERENT);
    }

    private Possible lookUp(Value left, Value right) {
        Possible direct = comparisons.get(new Pair(left, right));
        if (direct != null) {
            return direct;
        }
        Possible reversed = comparisons.get(new Pair(right, left));
        if (reversed != null) {
            return new Possible(mirror(reversed.bits()), reversed.stale());
        }
        Set<Value> among = constants.get(left);
        if (among != null && right.isConstant() && !among.contains(right)) {
            return Possible.of(Possible.DIFFERENT);
        }
        if (right.isConstant()) {
            for (Map.Entry<Pair, Possible> entry : comparisons.view().entrySet()) {
                Pair pair = entry.getKey();
                if (pair.left().equals(left)
                        && pair.right().isConstant()
                        && entry.getValue().bits() == Possible.EQUAL) {
                    Possible exact = compare(pair.right(), right);
                    return entry.getValue().stale() ? exact.aged() : exact;
                }
            }
        }
        return Possible.ANYTHING;
    }

    private static int mirror(int bits) {
        return bits & Possible.EQUAL
                | ((bits & Possible.LESS) != 0 ? Possible.GREATER : 0)
                | ((bits & Possible.GREATER) != 0 ? Possible.LESS : 0);
    }

    private static boolean neverNull(Value value) {
        return value instanceof Value.Fresh
                || value instanceof Value.Lambda
                || value instanceof Value.View
                || value instanceof Value.Caught
                || value instanceof Value.Literal;
    }

    /** Adds what a branch or a call told. */
    void assume(Value left, Value right, int bits) {
        if (left.isConstant()) {
            if (!right.isConstant()) {
                assume(right, left, mirror(bits));
            }
            return;
        }
        if (right instanceof Value.OneOf any) {
            if (bits == Possible.EQUAL) {
                narrow(left, new LinkedHashSet<>(any.constants()));
            } else if ((bits & Possible.EQUAL) == 0) {
                any.constants().forEach(constant -> assume(left, constant, bits));
            }
            return;
        }
        put(left, right, bits);
        if (left.tellsPosition() || right.tellsPosition()) {
            Value look = left.look();
            Value rightLook = right.look();
            if (!look.equals(rightLook)) { // of two calls that look the same there is nothing to tell
                put(look, rightLook, bits);
            }
        }
    }

    /** What was known of the value and contradicts this has changed since. */
    private void put(Value left, Value right, int bits) {
        if (right.isConstant()) {
            comparisons.removeIf((pair, possible) -> pair.left().equals(left)
                    && pair.right().isConstant()
                    && contradicts(possible.bits(), compare(pair.right(), right).bits(), bits));
        }
        among(left, right, bits);
        Pair asked = new Pair(left, right);
        comparisons.remove(asked.turned());
        comparisons.put(asked, Possible.of(bits));
    }

    /** Whether a value that compares so with one constant cannot compare so with another, where the constants compare as told. */
    private static boolean contradicts(int withOne, int ofConstants, int withOther) {
        return withOne == Possible.EQUAL && (ofConstants & withOther) == 0
                || withOther == Possible.EQUAL && (mirror(ofConstants) & withOne) == 0;
    }

    /** Keeps the set of constants that the value may be in step with a comparison. */
    private void among(Value left, Value right, int bits) {
        Set<Value> known = constants.get(left);
        if (right.isConstant() && bits == Possible.EQUAL) {
            constants.put(left, Set.of(right));
        } else if (known != null && (bits & Possible.EQUAL) == 0 && known.contains(right)) {
            Set<Value> others = new LinkedHashSet<>(known);
            others.remove(right);
            constants.remove(left);
            if (!others.isEmpty()) {
                constants.put(left, others);
            }
        }
    }

    private void narrow(Value value, Set<Value> among) {
        Set<Value> known = constants.get(value);
        if (known != null) {
            among.retainAll(known);
        }
        if (!among.isEmpty()) {
            constants.put(value, among);
        }
    }

    /** The value is used as an object: it is not null, and whoever wrote the code knows that it won't be. */
    void assumeNotNull(Value value) {
        if (!neverNull(value) && !value.isConstant() && notNull.get(value) == null) {
            notNull.put(value, true);
        }
    }

    /** What a read of the path gives: what was last written there, or the path itself. */
    Value read(Value path) {
        Value known = contents.get(path);
        return known == null ? path : known;
    }

    /** A write: what was known of that field, of this and of other objects that may be the same, is gone. */
    void write(Value.Field path, Value value) {
        Predicate<Value> sameField =
                part -> part instanceof Value.Field field && field.field().equals(path.field());
        comparisons.removeIf((pair, possible) -> pair.mentions(sameField));
        constants.removeIf((known, any) -> known.mentions(sameField));
        notNull.removeIf((known, yes) -> known.mentions(sameField));
        contents.removeIf((key, content) -> sameField.test(key) && !apart(key, path));
        contents.put(path, value);
    }

    private static boolean apart(Value key, Value.Field path) {
        return key instanceof Value.Field other
                && other.object() instanceof Value.Fresh a
                && path.object() instanceof Value.Fresh b
                && !a.equals(b);
    }

    /** Unknown code may have written the fields: what is known of them becomes doubtful. */
    void age(Predicate<FieldRef> written) {
        if (comparisons.isEmpty() && contents.isEmpty() && constants.isEmpty()) {
            return;
        }
        Map<FieldRef, Boolean> asked = new HashMap<>();
        Predicate<Value> changed =
                part -> part instanceof Value.Field field && asked.computeIfAbsent(field.field(), written::test);
        List<Pair> aged = new ArrayList<>();
        comparisons.forEach((pair, possible) -> {
            if (!possible.stale() && !(pair.left() instanceof Value.HeldAtEntry) && pair.mentions(changed)) {
                aged.add(pair);
            }
        });
        for (Pair pair : aged) {
            Possible possible = comparisons.get(pair);
            if (possible != null) {
                comparisons.put(pair, possible.aged());
            }
        }
        constants.removeIf((known, any) -> known.mentions(changed));
        Map<Value, Value> known = new LinkedHashMap<>();
        contents.forEach((path, value) -> {
            if (value.isConstant() && changed.test(path)) {
                known.put(path, value);
            }
        });
        known.forEach((path, value) -> {
            contents.remove(path);
            comparisons.put(new Pair(path, value), new Possible(Possible.EQUAL, true));
        });
    }

    /** Other threads have had their turn: what is in fields that may change is not known any more. */
    void othersTurn(Predicate<FieldRef> stable) {
        age(field -> !stable.test(field));
        contents.removeIf((path, value) ->
                path.mentions(part -> part instanceof Value.Field field && !stable.test(field.field())));
    }

    /** A loop turns: what is known of fields that may change, and of calls that are made again, is no longer known. */
    void turn(Predicate<FieldRef> stable) {
        Predicate<Value> changing = part -> part instanceof Value.Field field && !stable.test(field.field())
                || part instanceof Value.Result result && result.at() < 0;
        comparisons.removeIf((pair, possible) -> pair.mentions(changing));
        constants.removeIf((known, any) -> known.mentions(changing));
        contents.removeIf((path, value) -> value.isConstant() && path.mentions(changing));
    }

    /** Drops all that mentions such values. */
    void forget(Predicate<Value> gone) {
        comparisons.removeIf((pair, possible) -> pair.mentions(gone));
        constants.removeIf((known, any) -> known.mentions(gone));
        contents.removeIf((path, value) -> path.mentions(gone) || value.mentions(gone));
    }

    void rename(UnaryOperator<Value> function) {
        comparisons.rename(
                pair -> new Pair(pair.left().rewrite(function), pair.right().rewrite(function)), possible -> possible);
        contents.rename(path -> path.rewrite(function), value -> value.rewrite(function));
        constants.rename(value -> value.rewrite(function), any -> any);
        notNull.rename(value -> value.rewrite(function), yes -> yes);
    }

    /** What holds in both. */
    Facts meet(Facts other) {
        Facts common = new Facts();
        comparisons.forEach((pair, possible) -> {
            Possible theirs = other.comparisons.get(pair);
            if (theirs == null) {
                theirs = other.compare(pair.left(), pair.right());
            }
            keep(common, pair, possible.or(theirs));
        });
        other.comparisons.forEach((pair, possible) -> {
            if (comparisons.get(pair) == null) {
                keep(common, pair, possible.or(compare(pair.left(), pair.right())));
            }
        });
        contents.forEach((path, value) -> {
            if (value.equals(other.contents.get(path))) {
                common.contents.put(path, value);
            }
        });
        constants.forEach((value, any) -> {
            Set<Value> theirs = other.constants.get(value);
            if (theirs != null) {
                Set<Value> both = new LinkedHashSet<>(any);
                both.addAll(theirs);
                if (both.size() <= MOST_CONSTANTS) {
                    common.constants.put(value, both);
                }
            }
        });
        notNull.forEach((value, yes) -> {
            if (other.notNull.get(value) != null) {
                common.notNull.put(value, yes);
            }
        });
        return common;
    }

    private static void keep(Facts common, Pair pair, Possible possible) {
        if (!possible.saysNothing()) {
            common.comparisons.put(pair, possible);
        }
    }

    private static Value.OneOf oneOf(Set<Value> constants) {
        return new Value.OneOf(
                constants.stream().sorted(Comparator.comparing(Value::toString)).toList());
    }

    /** Every comparison that was decided, whether or not it may have changed since: under these the method came here. */
    void forEachDecided(Comparisons visitor) {
        comparisons.forEach((pair, possible) -> {
            if (!possible.saysNothing()) {
                visitor.visit(pair.left(), pair.right(), possible.bits());
            }
        });
        constants.forEach((value, any) -> {
            if (any.size() > 1) {
                visitor.visit(value, oneOf(any), Possible.EQUAL);
            }
        });
    }

    /** Every field whose content is known. */
    void forEachContent(java.util.function.BiConsumer<Value, Value> visitor) {
        contents.forEach(visitor);
    }

    /** Takes a comparison, left with right. */
    interface Comparisons {
        void visit(Value left, Value right, int bits);
    }

    boolean sameAs(Facts other) {
        return comparisons.equals(other.comparisons)
                && contents.equals(other.contents)
                && constants.equals(other.constants)
                && notNull.equals(other.notNull);
    }

    @Override
    public String toString() {
        return comparisons + " " + contents;
    }
}
