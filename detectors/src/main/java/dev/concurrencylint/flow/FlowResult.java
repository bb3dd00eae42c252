package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the flow analysis found out about a method. Positions are instruction indices.
 *
 * @param ends how it may end, in the order of positions
 * @param discharges for each release, the acquires whose holds it gives back somewhere
 * @param applications for each call that takes or gives back, what it met
 * @param underHold for each call and each release, what may be held during it
 * @param throwingUnheld calls whose exceptions leave the method as it was entered; they are in no end
 * @param loopReleases releases of something that a turn of a loop did not hold, and that has no name in the next turn
 * @param loopLeaks acquires whose hold a loop carries on though it gives it back on another turn, with the loop's head
 * @param stampFaults uses of wrong stamps, in the order of positions
 * @param takenAgain acquires that wait for their own thread, in the order of positions
 * @param observed optimistic reads and questions to limiters by position, with the lock or the permits
 * @param handOvers for each place where permits are left to code that gives them back, the acquires that took them
 * @param partly for each release that gives back a part of what was taken together, the acquires
 * @param takenTwice permits that are waited for behind an attempt that got some
 * @param calls the ways in which other methods are called and locks are released under a hold, by position
 * @param guarded for calls, what they took and left to the object that they made or answered
 * @param across locks that are left to other threads
 * @param left what becomes of the lambdas that the method is given and knows, by their place, where it doesn't only run them
 * @param bound calls whose callee knows the lambdas that it is given
 * @param bounded whether a bound was reached
 */
public record FlowResult(
        Code code,
        List<End> ends,
        SortedMap<Integer, SortedSet<Integer>> discharges,
        List<Application> applications,
        SortedMap<Integer, Set<LockKind>> underHold,
        SortedSet<Integer> throwingUnheld,
        SortedMap<Integer, Integer> loopLeaks,
        SortedSet<Integer> loopReleases,
        List<StampFault> stampFaults,
        List<TakenAgain> takenAgain,
        NavigableMap<Integer, Value> observed,
        SortedMap<Integer, SortedSet<Integer>> handOvers,
        SortedMap<Integer, SortedSet<Integer>> partly,
        List<TakenTwice> takenTwice,
        NavigableMap<Integer, Set<CallMade>> calls,
        SortedMap<Integer, Set<Value>> guarded,
        List<Across> across,
        SortedMap<Integer, Delivery> left,
        Set<Integer> bound,
        boolean bounded) {

    /** The bits of a guard whose two sides are equal, nothing else. */
    public static final int EQUAL = Possible.EQUAL;

    /** The bits of a guard whose two sides differ. */
    public static final int DIFFERENT = Possible.DIFFERENT;

    /** What a void method returns. */
    static final Value VOID = new Value.Literal("void");

    /** What kind of answer a normal end gives. */
    public enum Outcome {
        VOID,
        FALSE,
        TRUE,
        NULL,
        NOT_NULL,
        OTHER;

        /** Whether it is how a method says that it did not do its work. */
        public boolean isRefusal() {
            return this == FALSE || this == NULL;
        }
    }

    /**
     * One way for the method to end.
     *
     * @param at the return, or the instruction that lets the exception out
     * @param returned null for exceptions
     * @param outcome OTHER for exceptions
     * @param thrown types of the exceptions; empty for a normal end
     * @param origins what raised them
     * @param balances what is held more (above zero) or less than at the entry, exactly
     * @param unsure what is not known
     * @param lost something without a name is held or was given back
     * @param doubtful only an unlikely change of state, or a failure that only a clean-up tells of, leads here
     * @param cleanedUp a failure that only a clean-up tells of leads here
     * @param discharged acquires that were given back on some way to here
     * @param failedAttempts attempts that failed on some way to here
     * @param assumptions calls that are assumed to throw
     */
    public record End(
            int at,
            @Nullable Value returned,
            Outcome outcome,
            SortedSet<String> thrown,
            SortedSet<Integer> origins,
            Map<Value, Balance> balances,
            Set<Value> unsure,
            boolean lost,
            boolean doubtful,
            boolean cleanedUp,
            SortedSet<Integer> discharged,
            SortedSet<Integer> failedAttempts,
            List<Integer> assumptions,
            List<Effect.Guard> guards,
            Map<Value, Value> contents) {
        public boolean isNormal() {
            return thrown.isEmpty();
        }

        /**
         * The end by exceptions of a call that leave the method as it was entered.
         *
         * @param assumed whether the call is assumed to throw
         */
        public static End unchanged(int at, SortedSet<String> thrown, boolean assumed) {
            return new End(
                    at,
                    null,
                    Outcome.OTHER,
                    thrown,
                    new TreeSet<>(Set.of(at)),
                    Map.of(),
                    Set.of(),
                    false,
                    false,
                    false,
                    new TreeSet<>(),
                    new TreeSet<>(),
                    assumed ? List.of(at) : List.of(),
                    List.of(),
                    Map.of());
        }
    }

    /** What two ends have to share to be told as one. */
    record Kind(
            int at,
            boolean normal,
            Outcome outcome,
            @Nullable Value returned,
            Map<Value, Balance> balances,
            Set<Value> unsure,
            boolean lost,
            boolean doubtful,
            boolean cleanedUp) {
        Kind(End end) {
            this(
                    end.at,
                    end.isNormal(),
                    end.outcome,
                    end.returned,
                    end.balances,
                    end.unsure,
                    end.lost,
                    end.doubtful,
                    end.cleanedUp);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Kind that
                            && at == that.at
                            && normal == that.normal
                            && lost == that.lost
                            && doubtful == that.doubtful
                            && cleanedUp == that.cleanedUp
                            && outcome.equals(that.outcome)
                            && Objects.equals(returned, that.returned)
                            && balances.equals(that.balances)
                            && unsure.equals(that.unsure);
        }

        @Override
        public int hashCode() {
            int hash = at;
            hash = 31 * hash + Boolean.hashCode(normal);
            hash = 31 * hash + outcome.hashCode();
            hash = 31 * hash + Objects.hashCode(returned);
            hash = 31 * hash + balances.hashCode();
            hash = 31 * hash + unsure.hashCode();
            hash = 31 * hash + Boolean.hashCode(lost);
            hash = 31 * hash + Boolean.hashCode(doubtful);
            hash = 31 * hash + Boolean.hashCode(cleanedUp);
            return hash;
        }
    }

    /** Two ends of one kind: what both know, and the shorter way. */
    static End merge(End a, End b) {
        SortedSet<String> thrown = new TreeSet<>(a.thrown);
        thrown.addAll(b.thrown);
        SortedSet<Integer> discharged = new TreeSet<>(a.discharged);
        discharged.addAll(b.discharged);
        SortedSet<Integer> failed = new TreeSet<>(a.failedAttempts);
        failed.addAll(b.failedAttempts);
        List<Effect.Guard> guards = new ArrayList<>(a.guards);
        guards.retainAll(new HashSet<>(b.guards));
        Map<Value, Value> contents = new LinkedHashMap<>(a.contents);
        contents.entrySet().retainAll(b.contents.entrySet());
        boolean shorter = a.assumptions.size() <= b.assumptions.size();
        return new End(
                a.at,
                a.returned,
                a.outcome,
                thrown,
                shorter ? a.origins : b.origins,
                a.balances,
                a.unsure,
                a.lost,
                a.doubtful,
                a.cleanedUp,
                discharged,
                failed,
                shorter ? a.assumptions : b.assumptions,
                List.copyOf(guards),
                contents);
    }

    /** @param sites acquires, or releases where the count is below zero */
    public record Balance(int count, List<Integer> sites) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Balance that && count == that.count && sites.equals(that.sites);
        }

        @Override
        public int hashCode() {
            return count * 31 + sites.hashCode();
        }
    }

    /**
     * A call of another method, or a release.
     *
     * @param arguments of a call of another method: the receiver, if any, first
     * @param held what is held for sure, with the places where it was taken
     * @param perhaps what may be held besides
     */
    public record CallMade(int at, List<Value> arguments, Map<Value, List<Integer>> held, Set<Value> perhaps) {
        public CallMade {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof CallMade that
                            && at == that.at
                            && arguments.equals(that.arguments)
                            && held.equals(that.held)
                            && perhaps.equals(that.perhaps);
        }

        @Override
        public int hashCode() {
            int hash = at;
            hash = 31 * hash + arguments.hashCode();
            hash = 31 * hash + held.hashCode();
            hash = 31 * hash + perhaps.hashCode();
            return hash;
        }
    }

    /** A stamp that is used at the position does not stand for the hold of the half. */
    public record StampFault(int at, Kind kind, Value view, Value stamp) {
        /** Why it does not. */
        public enum Kind {
            OF_ANOTHER_LOCK,
            OF_THE_OTHER_HALF,
            OPTIMISTIC,
            CONVERTED
        }
    }

    /**
     * A lock is waited for at the position although the thread holds it, or its other half.
     *
     * @param sites where that was taken
     */
    public record TakenAgain(int at, Value taken, Value held, List<Integer> sites) {}

    /**
     * A lock that is held is left to code that another thread runs, which gives it back.
     *
     * @param at the call that hands the code over
     * @param sites where the lock was taken
     * @param code what gives it back
     * @param sure whether it is another thread for sure
     */
    public record Across(int at, Value lock, List<Integer> sites, List<MethodRef> code, boolean sure) {
        public Across {
            sites = List.copyOf(sites);
            code = List.copyOf(code);
        }
    }

    /** Permits are waited for at the position though the attempt got some, and they are still held. */
    public record TakenTwice(int at, Value permits, int attempt) {}

    /** A call gives back (below zero) or takes a synchroniser; held tells whether it may have been held before. */
    public record Application(int at, Value synchroniser, int delta, boolean held) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Application that
                            && at == that.at
                            && delta == that.delta
                            && held == that.held
                            && synchroniser.equals(that.synchroniser);
        }

        @Override
        public int hashCode() {
            int hash = at;
            hash = 31 * hash + synchroniser.hashCode();
            hash = 31 * hash + delta;
            hash = 31 * hash + Boolean.hashCode(held);
            return hash;
        }
    }

    static End end(int at, Alternative end, @Nullable Value returned, @Nullable Thrown thrown) {
        Map<Value, Balance> balances = new LinkedHashMap<>();
        Set<Value> unsure = new LinkedHashSet<>();
        end.holds().forEach((name, hold) -> {
            if (name instanceof Value.Permits none
                    && end.facts().compare(none.amount(), new Value.Int(0)).bits() == Possible.EQUAL) {
                return;
            }
            Value lasting = lastingName(name, end);
            if (hold.unsure()) {
                unsure.add(lasting);
            } else {
                balances.put(lasting, new Balance(hold.count(), hold.sites()));
            }
        });
        List<Effect.Guard> guards = new ArrayList<>();
        end.facts().forEachDecided((left, right, bits) -> guards.add(new Effect.Guard(left, right, bits)));
        Map<Value, Value> contents = new LinkedHashMap<>();
        end.facts().forEachContent(contents::put);
        return new End(
                at,
                returned,
                outcome(end, returned),
                thrown == null ? new TreeSet<>() : new TreeSet<>(thrown.types()),
                thrown == null ? new TreeSet<>() : new TreeSet<>(thrown.origins()),
                balances,
                unsure,
                !end.lost().isNothing(),
                end.doubtful(),
                end.cleanedUp(),
                end.discharged(),
                end.failedAttempts(),
                end.assumptions(),
                guards,
                contents);
    }

    /** A lock that was put into a field of something that lasts is known by that field. */
    private static Value lastingName(Value name, Alternative end) {
        if (name.isPath()) {
            return name;
        }
        Map<Value, Value> fields = new HashMap<>();
        end.facts().forEachContent((path, value) -> {
            if (path.isPath() && !value.isConstant() && !value.isPath()) {
                fields.putIfAbsent(value, path);
            }
        });
        return fields.isEmpty() ? name : name.rewrite(part -> fields.getOrDefault(part, part));
    }

    private static Outcome outcome(Alternative end, @Nullable Value returned) {
        if (returned == null) {
            return Outcome.OTHER;
        }
        if (returned.equals(VOID)) {
            return Outcome.VOID;
        }
        if (returned instanceof Value.Null) {
            return Outcome.NULL;
        }
        int zero = end.facts().compare(returned, new Value.Int(0)).bits();
        if (zero == Possible.EQUAL) {
            return Outcome.FALSE;
        }
        int none = end.facts().compare(returned, new Value.Null()).bits();
        if (none == Possible.EQUAL) {
            return Outcome.NULL;
        }
        if (returned instanceof Value.Int || (zero & Possible.EQUAL) == 0) {
            return Outcome.TRUE;
        }
        return none == Possible.DIFFERENT ? Outcome.NOT_NULL : Outcome.OTHER;
    }

    /** Whether the call at the position left the hold to the object that it made or answered. */
    public boolean isGuarded(int at, Value lock) {
        Value look = lock.look();
        return guarded.getOrDefault(at, Set.of()).stream()
                .anyMatch(one -> one.look().equals(look));
    }

    /** Whether any end differs from the entry in what is held. */
    public boolean changesHolds() {
        for (End end : ends) {
            if (!end.balances().isEmpty() || !end.unsure().isEmpty() || end.lost()) {
                return true;
            }
        }
        return false;
    }
}
