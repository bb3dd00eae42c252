package dev.concurrencylint.async;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One promise in one method: where it is given away, and which ends of the method leave it open. */
final class Owed {
    private final FlowResult flow;
    private final Body body;
    private final int site;
    private final Value name;
    private final SortedSet<Integer> given = new TreeSet<>();

    private Owed(FlowResult flow, Body body, int site, Value name) {
        this.flow = flow;
        this.body = body;
        this.site = site;
        this.name = name;
        flow.handOvers().forEach((at, sites) -> {
            if (sites.contains(site)) {
                given.add(at);
            }
        });
    }

    /**
     * The promise that is made at the instruction, or that the method has at its beginning; null where it has no name.
     *
     * @param site the call that makes it
     */
    static @Nullable Owed of(FlowResult flow, Body body, int site) {
        for (End end : flow.ends()) {
            for (var balance : end.balances().entrySet()) {
                if (balance.getValue().sites().contains(site)) {
                    return new Owed(flow, body, site, balance.getKey());
                }
            }
        }
        for (var calls : flow.calls().values()) {
            for (CallMade call : calls) {
                for (var held : call.held().entrySet()) {
                    if (held.getValue().contains(site)) {
                        return new Owed(flow, body, site, held.getKey());
                    }
                }
            }
        }
        return null;
    }

    Body body() {
        return body;
    }

    /** The call that makes it. */
    int site() {
        return site;
    }

    /** The promise in the method's terms. */
    Value name() {
        return name;
    }

    /** Where the method ends it, or gives it to code that may: instruction indices. */
    SortedSet<Integer> given() {
        return given;
    }

    /**
     * The ends of the method that leave it open.
     *
     * @param finished whether what is known at the end says that it has ended, after all
     */
    List<End> open(Predicate<End> finished) {
        List<End> open = new ArrayList<>();
        for (End end : flow.ends()) {
            FlowResult.Balance balance = end.balances().get(name);
            if (balance != null
                    && balance.count() > 0
                    && balance.sites().contains(site)
                    && !end.doubtful()
                    && !finished.test(end)) {
                open.add(end);
            }
        }
        return open;
    }

    /** The ways without an exception on which the method ends. */
    List<End> ends() {
        return flow.ends().stream().filter(End::isNormal).toList();
    }

    /** The calls at the instruction that are made while the promise is open. */
    List<CallMade> calls(int at) {
        return flow.calls().getOrDefault(at, java.util.Set.of()).stream()
                .filter(call -> call.held().containsKey(name))
                .toList();
    }

    /** All calls that are made once it is there. */
    List<CallMade> calls() {
        return flow.calls().values().stream()
                .flatMap(java.util.Collection::stream)
                .filter(call -> call.held().containsKey(name) || call.perhaps().contains(name))
                .toList();
    }

    private List<Integer> begin() {
        return site < 0 ? List.of(0) : body.code().normalSuccessors(site);
    }

    private BitSet bits(SortedSet<Integer> all) {
        BitSet bits = new BitSet();
        all.forEach(bits::set);
        return bits;
    }

    /** Whether no exception is needed to get to the end with the promise open. */
    boolean isOnNormalWay(End end) {
        return body.code().reachable(begin(), bits(given)).get(end.at());
    }

    /** Whether the instruction may run again for the same promise. */
    boolean isRepeated(int at) {
        return after(at).get(at);
    }

    private BitSet after(int at) {
        BitSet ends = new BitSet();
        if (site >= 0) {
            ends.set(site);
        }
        return body.code().reachable(body.code().normalSuccessors(at), ends);
    }

    /** The tests by which a loop goes on in which the promise is ended, or given away. */
    BitSet loopTests() {
        BitSet tests = new BitSet();
        for (int at : given) {
            BitSet reached = after(at);
            for (int test = reached.nextSetBit(0); reached.get(at) && test >= 0; test = reached.nextSetBit(test + 1)) {
                if (isTest(body.code().at(test)) && after(test).get(at)) {
                    tests.set(test);
                }
            }
        }
        return tests;
    }

    /** Whether to get to the end such a loop has to be left. */
    boolean isBehindLoop(End end) {
        BitSet stops = loopTests();
        stops.or(bits(given));
        return !body.code().reachable(begin(), stops).get(end.at());
    }

    private static boolean isTest(Instruction instruction) {
        return instruction instanceof Branch || instruction instanceof Select;
    }

    /** The first test on a way to the end after which nothing ends it any more; where there is none, the end itself. */
    int forgottenAt(End end) {
        Code code = body.code();
        BitSet reached = code.reachable(begin(), bits(given));
        for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
            if (isTest(code.at(at)) && leadsOn(code.normalSuccessors(at))) {
                for (int next : code.normalSuccessors(at)) {
                    if (!leadsOn(List.of(next))
                            && code.reachable(List.of(next), new BitSet()).get(end.at())) {
                        return at;
                    }
                }
            }
        }
        return end.at();
    }

    private boolean leadsOn(List<Integer> from) {
        BitSet ends = new BitSet();
        if (site >= 0) {
            ends.set(site);
        }
        BitSet reached = body.code().reachable(from, ends);
        return given.stream().anyMatch(reached::get);
    }

    /** The first call that may throw while the promise is open, and whose exception a handler stops on the way to the end. */
    int thrownAt(End end) {
        if (!end.assumptions().isEmpty()) {
            return end.assumptions().get(0);
        }
        Code code = body.code();
        BitSet reached = code.reachable(begin(), bits(given));
        for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
            int here = at;
            boolean isStopped = code.at(at) instanceof Call || code.at(at) instanceof Instruction.Throw
                    ? code.handlers().stream()
                            .anyMatch(handler -> handler.covers(here)
                                    && code.reachable(List.of(handler.target()), new BitSet())
                                            .get(end.at()))
                    : false;
            if (isStopped) {
                return at;
            }
        }
        return end.at();
    }
}
