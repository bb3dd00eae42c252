package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a wait is for: the tests on which it depends, whether they are made under the lock, and whether they are made again. */
final class Waiters {
    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Holders holders;
    private final Tests tests;
    private final Map<Body, Structure> structures = new HashMap<>();

    Waiters(Summaries summaries, MonitorUse use, Moments moments, Holders holders, Tests tests) {
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.holders = holders;
        this.tests = tests;
    }

    /**
     * What is known of a wait.
     *
     * @param heldHere whether the method itself holds the lock wherever it waits
     * @param under the tests of changing things on which the wait depends, made while the lock is held
     * @param outside those that are made without it
     * @param testedFirst whether no way leads to the wait without such a test under the lock
     * @param retested whether such a test is made again before anything is done
     * @param returnsAtOnce whether nothing is done after the wait but to return
     * @param fields the fields that the tests under the lock depend on
     * @param asks the tests in words, to tell different ones apart
     * @param all the fields that any test of the method depends on
     * @param ofCaller whether a test depends on what the caller gives
     */
    record Waiter(
            WaitSite site,
            boolean heldHere,
            List<Integer> under,
            List<Integer> outside,
            boolean testedFirst,
            boolean retested,
            boolean returnsAtOnce,
            SortedSet<String> fields,
            SortedSet<String> asks,
            SortedSet<String> all,
            boolean ofCaller,
            @Nullable Wanted wanted) {
        /** Whether nothing at all is tested before. */
        boolean testsNothing() {
            return under.isEmpty() && outside.isEmpty();
        }

        boolean isTimed() {
            return site.operation() == WaitOperation.WAIT_TIMED;
        }
    }

    Waiter of(WaitSite site, @Nullable Wanted wanted) {
        Body body = site.body();
        Code code = body.code();
        Structure structure = structures.computeIfAbsent(body, one -> new Structure(one.code()));
        boolean heldHere = wanted != null && isHeld(body, site.at(), wanted);
        List<Integer> under = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        SortedSet<String> fields = new TreeSet<>();
        SortedSet<String> asks = new TreeSet<>();
        boolean ofCaller = false;
        for (int test : new TreeSet<>(testsOf(body, structure, site.at()))) {
            if (!heldHere || wanted == null || isHeld(body, test, wanted)) {
                under.add(test);
                fields.addAll(tests.fields(body, test));
                asks.add(tests.words(body, test, structure.jumpLeads(test, site.at())));
                ofCaller |= tests.isOfCaller(body, test);
            } else {
                outside.add(test);
            }
        }
        BitSet first = new BitSet();
        first.set(site.at());
        BitSet early = code.reachable(List.of(0), first);
        boolean testedFirst = under.stream().anyMatch(test -> early.get(test) || tests.isOfRound(body, test));
        BitSet ends = new BitSet();
        BitSet valid = new BitSet();
        List<Structure.Loop> loops = structure.loopsAround(site.at());
        for (int test : under) {
            boolean stale = loops.stream()
                    .filter(loop -> loop.body().get(test))
                    .anyMatch(loop -> Tests.isStale(code, test, loop.body()));
            boolean ofOthers = loops.stream()
                    .filter(loop -> loop.body().get(test))
                    .limit(1)
                    .anyMatch(loop -> isMadeIn(code, site, loop));
            if (!stale && !ofOthers) {
                valid.set(test);
                ends.set(test);
                loops.stream().filter(loop -> loop.body().get(test)).forEach(loop -> ends.set(loop.head()));
            }
        }
        BitSet asking = addLaterTests(site, fields, structure, ends, valid);
        BitSet after = code.reachable(code.normalSuccessors(site.at()), ends);
        BitSet other = new BitSet();
        BitSet elsewhere = (BitSet) ends.clone();
        elsewhere.or(tests.waits(body));
        for (int test : under) {
            other.or(structure.otherwise(test, site.at(), elsewhere));
        }
        after.andNot(elsewhere);
        after.andNot(ends);
        after.andNot(asking);
        boolean leaves = after.stream().anyMatch(at -> code.at(at) instanceof Return);
        boolean does = after.stream().anyMatch(at -> isDoing(code, at));
        other.and(after);
        boolean joins = other.stream().anyMatch(at -> isDoing(code, at));
        return new Waiter(
                site,
                heldHere,
                under,
                outside,
                testedFirst,
                !leaves && !joins,
                leaves && !does,
                fields,
                asks,
                all(body, structure),
                ofCaller,
                wanted);
    }

    /** The tests of changing things on which the wait depends, alone or as parts of one condition. */
    private List<Integer> testsOf(Body body, Structure structure, int place) {
        List<Integer> found = new ArrayList<>();
        for (int test : structure.testsBefore(place)) {
            if (tests.isOfState(body, test)) {
                found.add(test);
            }
        }
        boolean grows = !found.isEmpty();
        while (grows) {
            grows = false;
            for (int test = 0; test < body.code().size(); test++) {
                if (structure.isTest(test)
                        && !found.contains(test)
                        && structure.isPartOf(test, found, place)
                        && tests.isOfState(body, test)) {
                    found.add(test);
                    grows = true;
                }
            }
        }
        return found;
    }

    private SortedSet<String> all(Body body, Structure structure) {
        SortedSet<String> all = new TreeSet<>();
        for (int at = 0; at < body.code().size(); at++) {
            if (structure.isTest(at)) {
                all.addAll(tests.fields(body, at));
            }
        }
        return all;
    }

    Structure structure(WaitSite site) {
        return structures.computeIfAbsent(site.body(), one -> new Structure(one.code()));
    }

    /** Whether each turn of the loop waits on another object. */
    private boolean isMadeIn(Code code, WaitSite site, Structure.Loop loop) {
        boolean isOne = site.states().stream().allMatch(state -> tests.isLookedUp(site.receiver(state)));
        if (isOne) {
            return false;
        }
        int register = site.call().receiver();
        for (int at = site.at() - 1; at >= 0 && at > site.at() - 5; at--) {
            if (code.at(at) instanceof Copy copy && copy.to() == register && copy.from() < code.locals()) {
                return loop.body().stream()
                        .anyMatch(
                                write -> code.at(write) instanceof Instruction.Writing one && one.to() == copy.from());
            }
        }
        return false;
    }

    /** Whether the test asks if something was got, and nothing is done where nothing was. */
    private boolean isHarmless(Body body, int test, WaitSite site) {
        Code code = body.code();
        if (!Tests.isOfNull(code, test) || !(code.at(test) instanceof Branch branch)) {
            return false;
        }
        BitSet ends = new BitSet();
        ends.set(site.at());
        structure(site).loopsAround(test).forEach(loop -> ends.set(loop.head()));
        int nothing = branch.comparison() == Comparison.EQ ? branch.target() : test + 1;
        return code.reachable(List.of(nothing), ends).stream().noneMatch(at -> isDoing(code, at));
    }

    /** Whether the wait stands in a loop with the test, and with one of the others. */
    private static boolean isLooped(Structure structure, WaitSite site, int test, BitSet others) {
        return structure.loopsAround(site.at()).stream()
                .anyMatch(loop -> loop.body().get(test) && loop.body().intersects(others));
    }

    /** What else tests again what was waited for: the answer of the wait, in a loop, or whether anything was got then. */
    private BitSet addLaterTests(
            WaitSite site, SortedSet<String> fields, Structure structure, BitSet ends, BitSet valid) {
        Body body = site.body();
        BitSet asking = new BitSet();
        boolean isTimed = site.operation() == WaitOperation.WAIT_TIMED;
        for (int at = 0; at < body.code().size(); at++) {
            if (!structure.isTest(at) || ends.get(at)) {
                continue;
            }
            boolean looped = isLooped(structure, site, at, valid);
            boolean isOfState = tests.isOfState(body, at);
            boolean isOfSame = isOfState && tests.fields(body, at).stream().anyMatch(field -> fields.contains(field));
            boolean again =
                    at > site.at() && isOfSame && (looped || isHarmless(body, at, site) && !tests.isOfField(body, at));
            boolean isOfTime = isTimed && looped && (!isOfState || tests.isOfAnswer(body, at, site.at()));
            if (again || isOfTime) {
                ends.set(at);
                asking.or(tests.answers(body, at));
            }
        }
        return asking;
    }

    private boolean isDoing(Code code, int at) {
        return code.at(at) instanceof Call call && !use.isLockOperation(call.method())
                || code.at(at) instanceof WriteField
                || code.at(at) instanceof WriteElement;
    }

    /** Whether the method itself holds it at the place, on every way. */
    boolean isHeld(Body body, int at, Wanted wanted) {
        List<State> states = moments.at(body, at);
        return !states.isEmpty()
                && states.stream().allMatch(state -> holders.local(body, state, wanted) == Holders.Local.HELD);
    }

    /** Whether the wait stands in a loop that never ends: then it is only there to wait. */
    boolean isEndless(WaitSite site) {
        Structure structure = structures.computeIfAbsent(site.body(), one -> new Structure(one.code()));
        Code code = site.body().code();
        return !structure.loopsAround(site.at()).isEmpty()
                && code.reachable(code.normalSuccessors(site.at()), new BitSet()).stream()
                        .noneMatch(at -> code.at(at) instanceof Return);
    }

    /** Whether the method gives work to another thread before it waits, with the lock held: then that thread can't be early. */
    boolean startsOthersFirst(WaitSite site, Wanted wanted) {
        Body body = site.body();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call
                    && summaries.delivery(call.method()) != Delivery.KEPT
                    && isHeld(body, at, wanted)
                    && body.code().reachableNormally(at).get(site.at())) {
                return true;
            }
        }
        return false;
    }

    boolean isLoopedByCallers(Waiter waiter) {
        return tests.isLoopedByCallers(waiter.site().body().method(), waiter.fields());
    }
}
