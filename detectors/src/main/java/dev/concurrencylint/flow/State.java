package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known at one point in one alternative, to look at. */
public final class State {
    /** Whether the thread has something, as far as the method itself tells. */
    public enum Holding {
        HELD,
        /** As when the method was entered. */
        AS_AT_ENTRY,
        /** The method has given back what its caller may have had. */
        GIVEN_BACK,
        UNCLEAR
    }

    private final Alternative alternative;
    private final Environment environment;

    State(Alternative alternative, Environment environment) {
        this.alternative = alternative;
        this.environment = environment;
    }

    /** The same, to be looked at later, too. */
    public State kept() {
        return new State(alternative.copy(), environment);
    }

    /** Whether the lock, or the half of one, is held. */
    public Holding holding(Value lock, Kinds kinds) {
        Hold hold = alternative.holds().get(lock);
        boolean known = !alternative.doubtful() && !alternative.lost().mayBe(kinds.of(lock), environment);
        if (hold != null && !hold.unsure()) {
            return hold.count() > 0 ? Holding.HELD : hold.count() < 0 ? Holding.GIVEN_BACK : Holding.AS_AT_ENTRY;
        }
        boolean asked = alternative
                        .facts()
                        .compare(new Value.HeldAtEntry(lock), new Value.Int(0))
                        .bits()
                == Possible.DIFFERENT;
        if (asked) {
            return Holding.HELD;
        }
        return known && hold == null ? Holding.AS_AT_ENTRY : Holding.UNCLEAR;
    }

    /** Whether only a change of something that is not known to change leads here. */
    public boolean isDoubtful() {
        return alternative.doubtful();
    }

    /** What the code looked for and found held. */
    public List<Value> foundHeld() {
        List<Value> found = new ArrayList<>();
        alternative.facts().forEachDecided((left, right, bits) -> {
            if (left instanceof Value.HeldAtEntry held
                    && right.equals(new Value.Int(0))
                    && bits == Possible.DIFFERENT) {
                found.add(held.lock());
            }
        });
        return found;
    }

    /** Whether the code has found out that the value is not null. */
    public boolean isNotNull(Value value) {
        return alternative.facts().compare(value, new Value.Null()).bits() == Possible.DIFFERENT;
    }

    /** Whether it is known that the value is zero, false or null, or that it is not; empty where neither is. */
    public Optional<Boolean> isZero(Value value) {
        int bits = alternative.facts().compare(value, new Value.Int(0)).bits();
        boolean zero = bits == Possible.EQUAL;
        return zero || bits == Possible.DIFFERENT ? Optional.of(zero) : Optional.empty();
    }

    /** The answers of calls that have been compared with zero. */
    public List<Value.Result> askedAnswers() {
        List<Value.Result> asked = new ArrayList<>();
        alternative.facts().forEachDecided((left, right, bits) -> {
            if (left instanceof Value.Result result) {
                asked.add(result);
            }
        });
        return asked;
    }

    /** Where answers come from that are too long to be told apart, and that have been compared with zero: instruction index, value. */
    public Map<Integer, Value> askedPlaces() {
        Map<Integer, Value> asked = new TreeMap<>();
        alternative.facts().forEachDecided((left, right, bits) -> {
            if (left instanceof Value.Opaque opaque && opaque.at() >= 0) {
                asked.put(opaque.at(), opaque);
            }
        });
        return asked;
    }

    /** What a value of a called method is here, where the method is given the arguments, the receiver first. */
    public Value ofCallee(Value value, List<Value> arguments) {
        return Paths.substitute(value, arguments, alternative.facts(), environment, null);
    }

    /** A field of known content under which the value is known as well; null for none. */
    public @Nullable Value pathOf(Value value) {
        Value[] found = new Value[1];
        alternative.facts().forEachContent((path, content) -> {
            boolean better = found[0] == null || path.toString().compareTo(found[0].toString()) < 0;
            if (content.equals(value) && path.isPath() && better) {
                found[0] = path;
            }
        });
        return found[0];
    }

    /** What is known to be in the field. */
    public Value read(Value path) {
        return alternative.facts().read(path);
    }

    /** What the register holds. */
    public Value get(int register) {
        return alternative.get(register);
    }

    /** What all the registers hold. */
    public List<Value> get(List<Integer> registers) {
        List<Value> values = new ArrayList<>(registers.size());
        registers.forEach(register -> values.add(get(register)));
        return values;
    }

    /** The monitors that the method entered and has not left, the innermost last; that of a synchronized method is none of them. */
    public List<Value> monitors() {
        return alternative.monitors();
    }

    /** The locks and permits that may be held here though they were not when the method was entered. */
    public Set<Value> locks() {
        Set<Value> held = new LinkedHashSet<>();
        alternative.holds().forEach((lock, hold) -> {
            if (hold.isHeld()) {
                held.add(lock);
            }
        });
        return held;
    }

    /** Whether the value is known to be null here. */
    public boolean isNull(Value value) {
        return alternative.facts().compare(value, new Value.Null()).bits() == Possible.EQUAL;
    }
}
