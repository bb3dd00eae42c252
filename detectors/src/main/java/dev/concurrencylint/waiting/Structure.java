package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Select;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** The shape of a method's code: its natural loops, and which tests decide whether a place is reached. */
final class Structure {
    /** A natural loop: its head, which dominates all of it, and the instructions from which the head is reached again without leaving. */
    record Loop(int head, BitSet body) {}

    private final Code code;
    private final BitSet[] dominators;
    private final List<Loop> loops = new ArrayList<>();

    Structure(Code code) {
        this.code = code;
        this.dominators = dominators();
        BitSet heads = new BitSet();
        for (int at = 0; at < code.size(); at++) {
            for (int next : next(at)) {
                if (dominators[at] != null && dominators[at].get(next)) {
                    heads.set(next);
                }
            }
        }
        heads.stream().forEach(head -> loops.add(loop(head)));
    }

    /** Who comes next, by exceptions, too. */
    private List<Integer> next(int at) {
        List<Integer> next = new ArrayList<>(code.normalSuccessors(at));
        for (Handler handler : code.handlers()) {
            if (handler.covers(at)) {
                next.add(handler.target());
            }
        }
        return next;
    }

    private BitSet[] dominators() {
        int size = code.size();
        List<List<Integer>> before = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            before.add(new ArrayList<>());
        }
        List<Integer> order = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        open.push(0);
        seen.set(0);
        while (!open.isEmpty()) {
            int at = open.pop();
            order.add(at);
            for (int next : next(at)) {
                before.get(next).add(at);
                if (!seen.get(next)) {
                    seen.set(next);
                    open.push(next);
                }
            }
        }
        BitSet[] found = new BitSet[size];
        found[0] = new BitSet();
        found[0].set(0);
        for (boolean changes = true; changes; ) {
            changes = false;
            for (int at : order) {
                if (at == 0) {
                    continue;
                }
                BitSet all = null;
                for (int from : before.get(at)) {
                    if (found[from] != null) {
                        if (all == null) {
                            all = (BitSet) found[from].clone();
                        } else {
                            all.and(found[from]);
                        }
                    }
                }
                if (all != null) {
                    all.set(at);
                    if (!all.equals(found[at])) {
                        found[at] = all;
                        changes = true;
                    }
                }
            }
        }
        return found;
    }

    private Loop loop(int head) {
        BitSet body = new BitSet();
        body.set(head);
        for (boolean changes = true; changes; ) {
            changes = false;
            for (int at = code.size() - 1; at >= 0; at--) {
                boolean isInside = !body.get(at)
                        && dominators[at] != null
                        && dominators[at].get(head)
                        && next(at).stream().anyMatch(body::get);
                if (isInside) {
                    body.set(at);
                    changes = true;
                }
            }
        }
        return new Loop(head, body);
    }

    /** The loops around the place, the smallest first. */
    List<Loop> loopsAround(int at) {
        return loops.stream()
                .filter(loop -> loop.body().get(at))
                .sorted(java.util.Comparator.comparing(loop -> loop.body().cardinality()))
                .toList();
    }

    /** Whether the instruction is one of the loop's ends: control may go on outside. */
    boolean leaves(int at, Loop loop) {
        return code.normalSuccessors(at).stream().anyMatch(next -> !loop.body().get(next));
    }

    /** The tests of which one way leads to the place, without the test being made again, and another doesn't. */
    List<Integer> testsBefore(int place) {
        List<Integer> tests = new ArrayList<>();
        for (int at = 0; at < code.size(); at++) {
            if (isTest(at) && decides(at, place)) {
                tests.add(at);
            }
        }
        return tests;
    }

    boolean isTest(int at) {
        return code.at(at) instanceof Branch || code.at(at) instanceof Select;
    }

    /** Whether the place is reached by the test's jump rather than by what follows it. */
    boolean jumpLeads(int test, int place) {
        return code.at(test) instanceof Branch branch && reaches(branch.target(), test, place);
    }

    /** Whether the wait is not reached any more, without another test, if the test comes out so. */
    boolean avoids(int test, boolean jumps, int place) {
        return code.at(test) instanceof Branch branch && !reaches(jumps ? branch.target() : test + 1, test, place);
    }

    private boolean decides(int test, int place) {
        boolean leads = false;
        boolean avoids = false;
        for (int way : code.normalSuccessors(test)) {
            if (reaches(way, test, place)) {
                leads = true;
            } else {
                avoids = true;
            }
        }
        return leads && avoids;
    }

    /**
     * Whether the test is part of one condition with the others: one of its ways leads to the place without any further test, and the
     * other to one of the others without doing anything that is not part of a question.
     */
    boolean isPartOf(int test, List<Integer> others, int place) {
        BitSet all = new BitSet();
        for (int at = 0; at < code.size(); at++) {
            if (isTest(at)) {
                all.set(at);
            }
        }
        boolean leads = false;
        boolean goesOn = false;
        for (int way : code.normalSuccessors(test)) {
            BitSet reached = code.reachable(List.of(way), all);
            if (reached.get(place)) {
                leads = true;
            } else {
                goesOn |= others.stream().anyMatch(reached::get);
            }
        }
        return leads && goesOn;
    }

    private boolean reaches(int from, int without, int place) {
        BitSet end = new BitSet();
        end.set(without);
        return code.reachable(List.of(from), end).get(place);
    }

    /** What the ways of the test reach that don't lead to the place, without another test of it. */
    BitSet otherwise(int test, int place, BitSet ends) {
        BitSet reached = new BitSet();
        BitSet stop = (BitSet) ends.clone();
        stop.set(test);
        stop.set(place);
        for (int way : code.normalSuccessors(test)) {
            if (!reaches(way, test, place)) {
                reached.or(code.reachable(List.of(way), stop));
            }
        }
        return reached;
    }
}
