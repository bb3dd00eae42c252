package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One way to be at a point: what is held, what the registers hold, what is known. Changed only by the step that made the copy; a
 * stored alternative is never changed. Its collections are shared with its copies: a change puts another one in their place.
 */
final class Alternative {
    private static final Value CLEANED_UP = new Value.Literal("cleaned up");

    private final @Nullable Value[] registers;
    private final Facts facts;
    private Map<Value, Hold> holds;
    private Map<Value, Thrown> caught;
    private SortedSet<Integer> discharged;
    private SortedSet<Integer> attempts;
    private Map<Integer, Value> converted;
    private List<Integer> assumptions;
    private List<Value> monitors = List.of();
    private Map<Value, Value> guards = Map.of();
    private Lost lost = Lost.NOTHING;
    private Lost made = Lost.NOTHING;
    private Lost left = Lost.NOTHING;
    private boolean doubtful;
    private boolean cleanedUp;

    Alternative(int registerCount) {
        this(
                new Value[registerCount],
                Map.of(),
                new Facts(),
                Map.of(),
                Collections.emptySortedSet(),
                Collections.emptySortedSet(),
                Map.of(),
                List.of());
    }

    private Alternative(
            @Nullable Value[] registers,
            Map<Value, Hold> holds,
            Facts facts,
            Map<Value, Thrown> caught,
            SortedSet<Integer> discharged,
            SortedSet<Integer> attempts,
            Map<Integer, Value> converted,
            List<Integer> assumptions) {
        this.registers = registers;
        this.holds = holds;
        this.facts = facts;
        this.caught = caught;
        this.discharged = discharged;
        this.attempts = attempts;
        this.converted = converted;
        this.assumptions = assumptions;
    }

    Alternative copy() {
        Alternative copy = new Alternative(
                registers.clone(), holds, facts.copy(), caught, discharged, attempts, converted, assumptions);
        copy.lost = lost;
        copy.made = made;
        copy.left = left;
        copy.guards = guards;
        copy.doubtful = doubtful;
        copy.cleanedUp = cleanedUp;
        copy.monitors = monitors;
        return copy;
    }

    Facts facts() {
        return facts;
    }

    /** What the register holds; something unknown where nothing was put. */
    Value get(int register) {
        Value value = registers[register];
        return value == null ? new Value.Opaque(-2 - register) : value;
    }

    void set(int register, Value value) {
        registers[register] = value;
    }

    /** Empties the operand stack. */
    void clearFrom(int register) {
        for (int i = register; i < registers.length; i++) {
            registers[i] = null;
        }
    }

    /** The holds that differ from the entry's. */
    Map<Value, Hold> holds() {
        return Collections.unmodifiableMap(holds);
    }

    void hold(Value synchroniser, Hold hold) {
        Map<Value, Hold> changed = new LinkedHashMap<>(holds);
        if (hold.count() == 0 && !hold.unsure()) {
            changed.remove(synchroniser);
        } else {
            changed.put(synchroniser, hold);
        }
        holds = changed;
    }

    void unsure(Predicate<Value> which) {
        if (holds.isEmpty()) {
            return;
        }
        Map<Value, Hold> changed = new LinkedHashMap<>();
        holds.forEach((name, hold) -> changed.put(name, which.test(name) ? new Hold(0, true, hold.sites()) : hold));
        holds = changed;
    }

    /** Something unknown is held or was given back from here on. */
    Lost lost() {
        return lost;
    }

    void lose(Lost what) {
        lost = lost.or(what);
    }

    /** What the lambdas and guards that were made on the way to here take or give back. */
    Lost made() {
        return made;
    }

    void make(Lost changes) {
        made = made.or(changes);
    }

    /** What code that others have by now takes or gives back when they run it. */
    Lost left() {
        return left;
    }

    void leave(Lost changes) {
        left = left.or(changes);
    }

    /** The object that gives the hold back; null where it is nobody's. */
    @Nullable
    Value guardOf(Value synchroniser) {
        return guards.get(synchroniser);
    }

    void guard(Value synchroniser, Value guard) {
        Map<Value, Value> changed = new LinkedHashMap<>(guards);
        changed.put(synchroniser, guard);
        guards = changed;
    }

    /** Only a change of something that is not known to change leads here. */
    boolean doubtful() {
        return doubtful;
    }

    void doubt() {
        doubtful = true;
    }

    /** In doubt, something fails at the instruction of which nothing tells but a handler that cleans up; kept apart from then on. */
    void fail(int at) {
        doubtful = true;
        cleanedUp = true;
        assumeThrowing(at);
    }

    /** Whether such a failure led here. */
    boolean cleanedUp() {
        return cleanedUp;
    }

    void doubtIf(boolean isSo) {
        doubtful |= isSo;
    }

    /** The monitors that were entered here and not left, the innermost last. Monitors nest (JVMS §2.11.10), so ways to a point agree. */
    List<Value> monitors() {
        return monitors;
    }

    void enterMonitor(Value object) {
        List<Value> longer = new ArrayList<>(monitors);
        longer.add(object);
        monitors = List.copyOf(longer);
    }

    /** Leaves the innermost monitor of that object, or the innermost of all where the object has got another name. */
    void exitMonitor(Value object) {
        if (!monitors.isEmpty()) {
            List<Value> shorter = new ArrayList<>(monitors);
            int at = shorter.lastIndexOf(object);
            shorter.remove(at < 0 ? shorter.size() - 1 : at);
            monitors = List.copyOf(shorter);
        }
    }

    /** Acquires whose hold was given back on some way to here. */
    SortedSet<Integer> discharged() {
        return discharged;
    }

    void discharge(List<Integer> sites) {
        discharged = union(discharged, sites);
    }

    /** Attempts to acquire that failed on some way to here. */
    SortedSet<Integer> failedAttempts() {
        return attempts;
    }

    void failAttempt(int site) {
        attempts = union(attempts, List.of(site));
    }

    /** The call exchanged the stamp for another on the way to here. */
    void convert(int site, Value stamp) {
        Map<Integer, Value> changed = new TreeMap<>(converted);
        changed.put(site, stamp);
        converted = changed;
    }

    boolean wasConverted(int site, Value stamp) {
        return stamp.equals(converted.get(site));
    }

    /** Calls that are assumed to throw on the way to here; the fewest, where ways differ. Sorted. */
    List<Integer> assumptions() {
        return assumptions;
    }

    void assumeThrowing(int at) {
        if (!assumptions.contains(at)) {
            List<Integer> longer = new ArrayList<>(assumptions);
            longer.add(at);
            Collections.sort(longer);
            assumptions = List.copyOf(longer);
        }
    }

    @Nullable
    Thrown thrown(Value exception) {
        return caught.get(exception);
    }

    void catching(Value exception, Thrown thrown) {
        Map<Value, Thrown> changed = new LinkedHashMap<>(caught);
        changed.put(exception, thrown);
        caught = changed;
    }

    /** What tells alternatives apart: how often each synchroniser is held, and since where. */
    Map<Value, Object> key() {
        Map<Value, Object> key = keyOfCounts();
        holds.forEach((value, hold) -> {
            if (!hold.unsure()) {
                key.put(value, hold);
            }
        });
        return key;
    }

    /** How often each synchroniser is held. */
    Map<Value, Object> keyOfCounts() {
        Map<Value, Object> key = new HashMap<>();
        holds.forEach((value, hold) -> key.put(value, hold.unsure() ? Integer.MAX_VALUE : hold.count()));
        facts.forEachDecided((left, right, bits) -> {
            if (left instanceof Value.HeldAtEntry) {
                key.put(left, bits);
            }
        });
        if (cleanedUp) {
            key.put(CLEANED_UP, true);
        }
        return key;
    }

    /** Replaces values; holds whose new names collide become unsure. */
    void rename(UnaryOperator<Value> function) {
        for (int i = 0; i < registers.length; i++) {
            Value value = registers[i];
            if (value != null) {
                registers[i] = value.rewrite(function);
            }
        }
        Map<Value, Hold> renamed = new LinkedHashMap<>();
        holds.forEach((value, hold) -> renamed.merge(
                value.rewrite(function),
                hold,
                (a, b) -> new Hold(0, true, a.withSitesOf(b).sites())));
        holds = renamed;
        if (!monitors.isEmpty()) {
            monitors = monitors.stream().map(value -> value.rewrite(function)).toList();
        }
        if (!guards.isEmpty()) {
            Map<Value, Value> others = new LinkedHashMap<>();
            guards.forEach((lock, guard) -> others.put(lock.rewrite(function), guard.rewrite(function)));
            guards = others;
        }
        facts.rename(function);
        Map<Value, Thrown> moved = new LinkedHashMap<>();
        caught.forEach((value, thrown) -> moved.merge(value.rewrite(function), thrown, Thrown::or));
        caught = moved;
    }

    /** Drops what mentions such values, and gives the holds that were lost so. */
    List<Hold> forget(Predicate<Value> gone) {
        List<Hold> dropped = new ArrayList<>();
        Map<Value, Hold> kept = new LinkedHashMap<>();
        holds.forEach((name, hold) -> {
            if (name.mentions(gone)) {
                dropped.add(hold);
            } else {
                kept.put(name, hold);
            }
        });
        holds = kept;
        facts.forget(gone);
        Map<Value, Thrown> known = new LinkedHashMap<>(caught);
        known.keySet().removeIf(value -> value.mentions(gone));
        caught = known;
        for (int i = 0; i < registers.length; i++) {
            Value value = registers[i];
            if (value != null && value.mentions(gone)) {
                registers[i] = null;
            }
        }
        return dropped;
    }

    /**
     * The least alternative above both, which have the same key.
     *
     * @param at where they meet
     */
    Alternative join(Alternative other, int at) {
        Facts common = facts.meet(other.facts);
        Map<Value, Thrown> bothCaught = new LinkedHashMap<>(caught);
        if (other.caught != caught) {
            other.caught.forEach((value, thrown) -> bothCaught.merge(value, thrown, Thrown::or));
        }
        @Nullable Value[] merged = new Value[registers.length];
        for (int i = 0; i < merged.length; i++) {
            Value mine = registers[i];
            Value theirs = other.registers[i];
            if (mine == null || theirs == null) {
                continue;
            }
            if (mine.equals(theirs)) {
                merged[i] = mine;
                continue;
            }
            Value met = new Value.Merged(at, i);
            merged[i] = met;
            inherit(common, met, new Value.Null(), mine, theirs, other);
            inherit(common, met, new Value.Int(0), mine, theirs, other);
            Thrown exception = exceptionOrNull(mine, theirs, other);
            if (exception != null) {
                bothCaught.put(met, exception);
            }
        }
        Map<Value, Hold> sameHolds = new LinkedHashMap<>();
        holds.forEach((value, hold) -> {
            Hold theirs = other.holds.get(value);
            sameHolds.put(value, theirs == null ? hold : hold.withSitesOf(theirs));
        });
        Alternative joined = new Alternative(
                merged,
                sameHolds,
                common,
                bothCaught,
                union(discharged, other.discharged),
                union(attempts, other.attempts),
                common(converted, other.converted),
                fewer(assumptions, other.assumptions));
        joined.lost = lost.or(other.lost);
        joined.made = made.or(other.made);
        joined.left = left.or(other.left);
        joined.guards = common(guards, other.guards);
        joined.doubtful = doubtful && other.doubtful;
        joined.cleanedUp = cleanedUp && other.cleanedUp;
        joined.monitors = commonMonitors(other);
        return joined;
    }

    /** A variable for an exception that has not happened on one of the ways. */
    private @Nullable Thrown exceptionOrNull(Value mine, Value theirs, Alternative other) {
        Thrown here = caught.get(mine);
        Thrown there = other.caught.get(theirs);
        if (here == null && !(mine instanceof Value.Null) || there == null && !(theirs instanceof Value.Null)) {
            return null;
        }
        return here == null ? there : there == null ? here : here.or(there);
    }

    private List<Value> commonMonitors(Alternative other) {
        if (monitors.equals(other.monitors)) {
            return monitors;
        }
        List<Value> common = new ArrayList<>(monitors);
        common.retainAll(other.monitors);
        return List.copyOf(common);
    }

    private void inherit(Facts common, Value met, Value constant, Value mine, Value theirs, Alternative other) {
        Possible possible = facts.compare(mine, constant).or(other.facts.compare(theirs, constant));
        if (!possible.saysNothing() && !possible.stale()) {
            common.assume(met, constant, possible.bits());
        }
    }

    private static SortedSet<Integer> union(SortedSet<Integer> a, Collection<Integer> b) {
        if (a == b || a.containsAll(b)) {
            return a;
        }
        SortedSet<Integer> all = new TreeSet<>();
        all.addAll(a);
        all.addAll(b);
        return Collections.unmodifiableSortedSet(all);
    }

    private static <K> Map<K, Value> common(Map<K, Value> a, Map<K, Value> b) {
        if (a == b) {
            return a;
        }
        Map<K, Value> both = new LinkedHashMap<>(a);
        both.entrySet().retainAll(b.entrySet());
        return both;
    }

    private static List<Integer> fewer(List<Integer> a, List<Integer> b) {
        if (a.size() != b.size()) {
            return a.size() < b.size() ? a : b;
        }
        for (int i = 0; i < a.size(); i++) {
            int order = Integer.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order < 0 ? a : b;
            }
        }
        return a;
    }

    /** Joined with another whose holds differ: where they do, nothing is sure any more. */
    Alternative collapse(Alternative other, int at) {
        Alternative mine = copy();
        Alternative theirs = other.copy();
        mine.holds = new LinkedHashMap<>(holds);
        theirs.holds = new LinkedHashMap<>(other.holds);
        Set<Value> names = new LinkedHashSet<>(holds.keySet());
        names.addAll(other.holds.keySet());
        for (Value name : names) {
            Hold a = holds.get(name);
            Hold b = other.holds.get(name);
            if (a == null || b == null || !a.sameCount(b)) {
                Hold some = a == null ? b : a;
                Hold unsure = some == null ? Hold.UNSURE : new Hold(0, true, some.sites());
                mine.holds.put(name, unsure);
                theirs.holds.put(name, unsure);
            }
        }
        return mine.join(theirs, at);
    }

    @Override
    public String toString() {
        return "holds " + holds + (lost.isNothing() ? "" : " " + lost) + (doubtful ? " doubtful" : "")
                + (assumptions.isEmpty() ? "" : " assuming " + assumptions)
                + (discharged.isEmpty() ? "" : " discharged " + discharged) + " knowing " + facts;
    }

    boolean sameAs(Alternative other) {
        return java.util.Arrays.equals(registers, other.registers)
                && holds.equals(other.holds)
                && facts.sameAs(other.facts)
                && caught.equals(other.caught)
                && discharged.equals(other.discharged)
                && attempts.equals(other.attempts)
                && converted.equals(other.converted)
                && assumptions.equals(other.assumptions)
                && monitors.equals(other.monitors)
                && lost.equals(other.lost)
                && made.equals(other.made)
                && left.equals(other.left)
                && guards.equals(other.guards)
                && doubtful == other.doubtful
                && cleanedUp == other.cleanedUp;
    }
}
