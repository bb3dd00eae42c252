package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.flow.Bound;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.Effect.Exit;
import dev.concurrencylint.flow.Effect.Guard;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a method's ends to its effect on callers: only what a caller can name, and grouped by what it does. */
final class Effects {
    private static final int MOST_EXITS = 12;

    private Effects() {}

    /**
     * The effect on callers.
     *
     * @param contained synchronisers whose balance is a fault of the method: unsure for callers
     * @param forgotten those of them that it only forgets to give back: callers see none of it
     * @param guards whether what is held at a normal end leaves in an object that may give it back
     * @param surely whether that object gives it back for sure, when it is closed
     * @param answersBoolean whether the method returns a boolean
     * @param exceptions what may leave a call
     */
    static Effect of(
            FlowResult flow,
            Set<Value> contained,
            Set<Value> forgotten,
            BiPredicate<End, Value> guards,
            BiPredicate<End, Value> surely,
            boolean answersBoolean,
            Function<Instruction.Call, List<Exceptional>> exceptions) {
        Set<Value> givenBack = alwaysGivenBack(flow);
        Map<Key, Exit> exits = new LinkedHashMap<>();
        boolean changes = false;
        boolean names = false;
        for (End end : flow.ends()) {
            if (end.doubtful()) {
                continue;
            }
            Exit exit = exit(end, contained, forgotten, guards, surely, givenBack, answersBoolean);
            changes |= !exit.isNeutral();
            names |= exit.returned() != null && !exit.returned().isConstant()
                    || exit.guards().stream().anyMatch(guard -> guard.left() instanceof Value.HeldAtEntry);
            exits.merge(new Key(exit), exit, Effects::merge);
        }
        if (changes) {
            Exit unheld = thrownUnheld(flow, givenBack, exceptions);
            if (!unheld.exceptions().isEmpty()) {
                exits.merge(new Key(unheld), unheld, Effects::merge);
            }
        }
        if (!changes && !names) {
            return flow.ends().stream().anyMatch(End::isNormal) ? Effect.NONE : Effect.NEVER_RETURNS;
        }
        List<Exit> all = answersOfSuccess(exits.values());
        return all.size() > MOST_EXITS ? Effect.VAGUE : new Effect.Known(all);
    }

    /** The end of calls that throw before anything is held. */
    private static Exit thrownUnheld(
            FlowResult flow, Set<Value> givenBack, Function<Instruction.Call, List<Exceptional>> exceptions) {
        SortedSet<String> types = new TreeSet<>();
        boolean assumed = true;
        for (int at : flow.throwingUnheld()) {
            for (Exceptional exceptional :
                    exceptions.apply((Instruction.Call) flow.code().at(at))) {
                types.add(exceptional.type());
                assumed &= exceptional.likelihood() != Likelihood.CERTAIN;
            }
        }
        return new Exit(types, null, Map.of(), givenBack, List.of(), Map.of(), Set.of(), assumed);
    }

    /**
     * What every normal end gives back for the callers. A release that fails half-way is the fault of the method that releases, not of
     * each of its callers: for them, nothing is sure then.
     */
    static Set<Value> alwaysGivenBack(FlowResult flow) {
        Set<Value> all = null;
        for (End end : flow.ends()) {
            if (!end.isNormal() || end.doubtful()) {
                continue;
            }
            Set<Value> here = new LinkedHashSet<>();
            end.balances().forEach((lock, balance) -> {
                if (balance.count() < 0 && lock.isPath() && !Bound.isOfLambda(lock)) {
                    here.add(lock);
                }
            });
            if (all == null) {
                all = here;
            } else {
                all.retainAll(here);
            }
        }
        return all == null ? Set.of() : all;
    }

    private record Key(boolean normal, @Nullable Value returned, Map<Value, Integer> deltas, Set<Value> unsure) {
        Key(Exit exit) {
            this(exit.isNormal(), exit.returned(), exit.deltas(), exit.unsure());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Key that
                            && normal == that.normal
                            && Objects.equals(returned, that.returned)
                            && deltas.equals(that.deltas)
                            && unsure.equals(that.unsure);
        }

        @Override
        public int hashCode() {
            int hash = Boolean.hashCode(normal);
            hash = 31 * hash + Objects.hashCode(returned);
            hash = 31 * hash + deltas.hashCode();
            hash = 31 * hash + unsure.hashCode();
            return hash;
        }
    }

    /**
     * A method that answers null where it holds nothing tells success by anything else: what it answers where it holds is taken not to
     * be null, even if nothing in its code says so.
     */
    private static List<Exit> answersOfSuccess(Collection<Exit> exits) {
        boolean refuses = exits.stream()
                .anyMatch(exit -> exit.isNormal() && exit.isNeutral() && exit.returned() instanceof Value.Null);
        List<Exit> all = new ArrayList<>();
        for (Exit exit : exits) {
            boolean succeeds = exit.isNormal()
                    && !(exit.returned() instanceof Value.Null)
                    && exit.deltas().values().stream().anyMatch(delta -> delta > 0);
            all.add(refuses && succeeds ? notNull(exit) : exit);
        }
        return all;
    }

    private static Exit notNull(Exit exit) {
        List<Guard> guards = new ArrayList<>(exit.guards());
        guards.add(new Guard(new Value.Returned(), new Value.Null(), FlowResult.DIFFERENT));
        return new Exit(
                exit.exceptions(),
                exit.returned(),
                exit.deltas(),
                exit.unsure(),
                List.copyOf(guards),
                exit.written(),
                exit.guarded(),
                exit.assumed());
    }

    /**
     * Whether calls of that effect take or give back on some normal ends and not on others, and the answer doesn't tell which. What
     * decides it is known to the callers, perhaps, but not to the analysis.
     */
    static boolean isConditional(Effect effect) {
        if (!(effect instanceof Effect.Known known)) {
            return false;
        }
        List<Exit> normal = known.exits().stream().filter(Exit::isNormal).toList();
        for (Exit a : normal) {
            for (Exit b : normal) {
                if (!a.deltas().equals(b.deltas()) && !isToldByAnswer(a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isToldByAnswer(Exit a, Exit b) {
        return refuses(a) && answers(b) || refuses(b) && answers(a);
    }

    private static boolean refuses(Exit exit) {
        return exit.returned() instanceof Value.Null
                || exit.returned() instanceof Value.Int answer && answer.value() == 0;
    }

    private static boolean answers(Exit exit) {
        return exit.returned() instanceof Value.Int answer && answer.value() != 0
                || exit.returned() instanceof Value.Fresh
                || exit.returned() instanceof Value.Lambda
                || exit.guards().stream().anyMatch(guard -> guard.left() instanceof Value.Returned);
    }

    private static Exit merge(Exit a, Exit b) {
        SortedSet<String> exceptions = new TreeSet<>(a.exceptions());
        exceptions.addAll(b.exceptions());
        List<Guard> guards = new ArrayList<>(a.guards());
        guards.retainAll(b.guards());
        Map<Value, Value> written = new LinkedHashMap<>(a.written());
        written.entrySet().retainAll(b.written().entrySet());
        Set<Value> guarded = new LinkedHashSet<>(a.guarded());
        guarded.retainAll(b.guarded());
        return new Exit(
                exceptions,
                a.returned(),
                a.deltas(),
                a.unsure(),
                List.copyOf(guards),
                written,
                guarded,
                a.assumed() && b.assumed());
    }

    private static Exit exit(
            End end,
            Set<Value> contained,
            Set<Value> forgotten,
            BiPredicate<End, Value> leaves,
            BiPredicate<End, Value> surely,
            Set<Value> givenBack,
            boolean answersBoolean) {
        Map<Value, Integer> deltas = new LinkedHashMap<>();
        Set<Value> unsure = new LinkedHashSet<>();
        Set<Value> guarded = new LinkedHashSet<>();
        Value answer = end.returned();
        for (Map.Entry<Value, FlowResult.Balance> entry : end.balances().entrySet()) {
            Value name = nameForCaller(entry.getKey(), answer);
            if (name == null) {
                continue; // callers can't name it, and so can't be asked to do anything about it
            }
            int count = entry.getValue().count();
            if (count > 0 && forgotten.contains(entry.getKey())) {
                continue; // told here
            }
            if (contained.contains(entry.getKey())) {
                unsure.add(name);
            } else if (count == 1 && end.isNormal() && surely.test(end, entry.getKey())) {
                deltas.put(name, count);
                guarded.add(name);
            } else if (count > 0 && (!end.isNormal() || leaves.test(end, entry.getKey()))) {
                unsure.add(name);
            } else {
                deltas.put(name, count);
            }
        }
        if (!end.isNormal()) {
            givenBack.stream().filter(lock -> !end.balances().containsKey(lock)).forEach(unsure::add);
        }
        for (Value unknown : end.unsure()) {
            Value name = nameForCaller(unknown, answer);
            if (name != null) {
                unsure.add(name);
            }
        }
        List<Guard> guards = new ArrayList<>();
        for (Guard guard : end.guards()) {
            if (speaksToCallers(guard.left())
                    && (guard.right().isConstant() || guard.right().isPath())) {
                guards.add(guard);
            }
        }
        Map<Value, Value> written = new LinkedHashMap<>();
        end.contents().forEach((path, value) -> {
            if (path.isPath() && (value.isConstant() || value instanceof Value.Parameter)) {
                written.put(path, value);
            } else if (path instanceof Value.Field field
                    && answer instanceof Value.Fresh
                    && answer.equals(field.object())
                    && (value.isPath() || isNameable(value))) {
                written.put(new Value.Field(new Value.Returned(), field.field()), value);
            }
        });
        return new Exit(
                end.thrown(),
                returned(end, answersBoolean),
                deltas,
                unsure,
                List.copyOf(guards),
                written,
                guarded,
                !end.assumptions().isEmpty());
    }

    /** A lambda of which callers can name all that it captured. */
    private static boolean isNameable(Value value) {
        return value instanceof Value.Lambda lambda
                && lambda.captured().stream().allMatch(part -> part.isPath() || part.isConstant());
    }

    private static boolean speaksToCallers(Value value) {
        if (value instanceof Value.Computed computed) {
            return speaksToCallers(computed.left())
                    && (computed.right() == null || computed.right().isConstant() || speaksToCallers(computed.right()));
        }
        return value.isPath() && !value.isConstant();
    }

    private static @Nullable Value nameForCaller(Value name, @Nullable Value answer) {
        if (name.isPath()) {
            return name;
        }
        if (answer == null || answer.isConstant()) {
            return null;
        }
        Value renamed = name.rewrite(part -> part.equals(answer) ? new Value.Returned() : part);
        return renamed.mentions(part -> part.definedAt() >= 0) || renamed.equals(name) ? null : renamed;
    }

    private static @Nullable Value returned(End end, boolean answersBoolean) {
        Value answer = end.returned();
        if (answer == null) {
            return null;
        }
        if (end.outcome() == FlowResult.Outcome.FALSE) {
            return new Value.Int(0);
        }
        if (end.outcome() == FlowResult.Outcome.NULL) {
            return new Value.Null();
        }
        if (answer instanceof Value.Int || answer.isPath() && !answer.isConstant()) {
            return answer;
        }
        if (isNameable(answer)) {
            Value.Lambda lambda = (Value.Lambda) answer;
            return new Value.Lambda(-1, lambda.kind(), lambda.body(), lambda.captured());
        }
        if (answer instanceof Value.Fresh || answer instanceof Value.Lambda) {
            return new Value.Fresh(-1, answer instanceof Value.Fresh fresh ? fresh.type() : "");
        }
        return answersBoolean && end.outcome() == FlowResult.Outcome.TRUE ? new Value.Int(1) : null;
    }
}
