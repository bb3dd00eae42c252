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

    private Map<Pair, Possible> comparisons;
    private Map<Value, Value> contents;
    private Set<Value> notNull;
    private Map<Value, Set<Value>> constants;
    private boolean sharesComparisons;
    private boolean sharesContents;
    private boolean sharesNotNull;
    private boolean sharesConstants;

    Facts() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    }

    private Facts(
            Map<Pair, Possible> comparisons,
            Map<Value, Value> contents,
            Set<Value> notNull,
            Map<Value, Set<Value>> constants) {
        this.comparisons = comparisons;
        this.contents = contents;
        this.notNull = notNull;
        this.constants = constants;
    }

    Facts copy() {
        Facts copy = new Facts(comparisons, contents, notNull, constants);
        share();
        copy.share();
        return copy;
    }

    private void share() {
        sharesComparisons = true;
        sharesContents = true;
        sharesNotNull = true;
        sharesConstants = true;
    }

    /** For changes. Copies are made late: most are dropped as they are. */
    private Map<Pair, Possible> ownComparisons() {
        if (sharesComparisons) {
            comparisons = new LinkedHashMap<>(comparisons);
            sharesComparisons = false;
        }
        return comparisons;
    }

    private Map<Value, Value> ownContents() {
        if (sharesContents) {
            contents = new LinkedHashMap<>(contents);
            sharesContents = false;
        }
        return contents;
    }

    private Set<Value> ownNotNull() {
        if (sharesNotNull) {
            notNull = new LinkedHashSet<>(notNull);
            sharesNotNull = false;
        }
        return notNull;
    }

    private Map<Value, Set<Value>> ownConstants() {
        if (sharesConstants) {
            constants = new LinkedHashMap<>(constants);
            sharesConstants = false;
        }
        return constants;
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
                || right instanceof Value.Null && (neverNull(left) || notNull.contains(left))) {
            return Possible.of(Possible.DIFFERENT);
        }
        Possible known = lookUp(left, right);
        if (known.saysNothing() && !(comparisons.isEmpty() && constants.isEmpty())) {
            Value look = left.look();
            Value rightLook = right.look();
            if (!look.equals(left) || !rightLook.equals(right)) {
                known = lookUp(look, rightLook).aged();
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
            for (Map.Entry<Pair, Possible> entry : comparisons.entrySet()) {
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
        Value look = left.look();
        Value rightLook = right.look();
        boolean looksOther = !look.equals(left) || !rightLook.equals(right);
        if (looksOther && !look.equals(rightLook)) { // of two calls that look the same there is nothing to tell
            put(look, rightLook, bits);
        }
    }

    /** What was known of the value and contradicts this has changed since. */
    private void put(Value left, Value right, int bits) {
        if (right.isConstant() && !comparisons.isEmpty()) {
            ownComparisons().entrySet().removeIf(entry -> {
                Pair pair = entry.getKey();
                return pair.left().equals(left)
                        && pair.right().isConstant()
                        && contradicts(
                                entry.getValue().bits(),
                                compare(pair.right(), right).bits(),
                                bits);
            });
        }
        among(left, right, bits);
        Pair asked = new Pair(left, right);
        ownComparisons().remove(asked.turned());
        ownComparisons().put(asked, Possible.of(bits));
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
            ownConstants().put(left, Set.of(right));
        } else if (known != null && (bits & Possible.EQUAL) == 0 && known.contains(right)) {
            Set<Value> others = new LinkedHashSet<>(known);
            others.remove(right);
            ownConstants().remove(left);
            if (!others.isEmpty()) {
                ownConstants().put(left, others);
            }
        }
    }

    private void narrow(Value value, Set<Value> among) {
        Set<Value> known = constants.get(value);
        if (known != null) {
            among.retainAll(known);
        }
        if (!among.isEmpty()) {
            ownConstants().put(value, among);
        }
    }

    /** The value is used as an object: it is not null, and whoever wrote the code knows that it won't be. */
    void assumeNotNull(Value value) {
        if (!neverNull(value) && !value.isConstant() && !notNull.contains(value)) {
            ownNotNull().add(value);
        }
    }

    /** What a read of the path gives: what was last written there, or the path itself. */
    Value read(Value path) {
        return contents.getOrDefault(path, path);
    }

    /** A write: what was known of that field, of this and of other objects that may be the same, is gone. */
    void write(Value.Field path, Value value) {
        Predicate<Value> sameField =
                part -> part instanceof Value.Field field && field.field().equals(path.field());
        dropComparisons(sameField);
        dropConstants(sameField);
        if (!notNull.isEmpty()) {
            ownNotNull().removeIf(known -> known.mentions(sameField));
        }
        ownContents().keySet().removeIf(key -> sameField.test(key) && !apart(key, path));
        contents.put(path, value);
    }

    private void dropComparisons(Predicate<Value> gone) {
        List<Pair> dropped = new ArrayList<>();
        for (Pair pair : comparisons.keySet()) {
            if (pair.mentions(gone)) {
                dropped.add(pair);
            }
        }
        dropped.forEach(pair -> ownComparisons().remove(pair));
    }

    private void dropConstants(Predicate<Value> gone) {
        List<Value> dropped = new ArrayList<>();
        for (Value known : constants.keySet()) {
            if (known.mentions(gone)) {
                dropped.add(known);
            }
        }
        dropped.forEach(known -> ownConstants().remove(known));
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
        aged.forEach(pair -> ownComparisons().computeIfPresent(pair, (same, possible) -> possible.aged()));
        dropConstants(changed);
        Map<Value, Value> known = new LinkedHashMap<>();
        contents.forEach((path, value) -> {
            if (value.isConstant() && changed.test(path)) {
                known.put(path, value);
            }
        });
        known.forEach((path, value) -> {
            ownContents().remove(path);
            ownComparisons().put(new Pair(path, value), new Possible(Possible.EQUAL, true));
        });
    }

    /** A loop turns: what is known of fields that may change, and of calls that are made again, is no longer known. */
    void turn(Predicate<FieldRef> stable) {
        Predicate<Value> changing = part -> part instanceof Value.Field field && !stable.test(field.field())
                || part instanceof Value.Result result && result.at() < 0;
        dropComparisons(changing);
        dropConstants(changing);
        if (!contents.isEmpty()) {
            ownContents()
                    .entrySet()
                    .removeIf(entry ->
                            entry.getValue().isConstant() && entry.getKey().mentions(changing));
        }
    }

    /** Drops all that mentions such values. */
    void forget(Predicate<Value> gone) {
        dropComparisons(gone);
        dropConstants(gone);
        if (!contents.isEmpty()) {
            ownContents()
                    .entrySet()
                    .removeIf(entry ->
                            entry.getKey().mentions(gone) || entry.getValue().mentions(gone));
        }
    }

    void rename(UnaryOperator<Value> function) {
        Map<Pair, Possible> renamed = new LinkedHashMap<>();
        comparisons.forEach((pair, possible) ->
                renamed.put(new Pair(pair.left().rewrite(function), pair.right().rewrite(function)), possible));
        comparisons = renamed;
        sharesComparisons = false;
        Map<Value, Value> moved = new LinkedHashMap<>();
        contents.forEach((path, value) -> moved.put(path.rewrite(function), value.rewrite(function)));
        contents = moved;
        sharesContents = false;
        Map<Value, Set<Value>> among = new LinkedHashMap<>();
        constants.forEach((value, any) -> among.put(value.rewrite(function), any));
        constants = among;
        sharesConstants = false;
        Set<Value> known = new LinkedHashSet<>();
        notNull.forEach(value -> known.add(value.rewrite(function)));
        notNull = known;
        sharesNotNull = false;
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
            if (!comparisons.containsKey(pair)) {
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
        notNull.forEach(value -> {
            if (other.notNull.contains(value)) {
                common.notNull.add(value);
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
