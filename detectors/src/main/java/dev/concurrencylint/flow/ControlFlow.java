package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The graph of a method's instructions: who follows whom, in which order to visit them, and its loops. */
final class ControlFlow {
    /**
     * A natural loop: its head and all instructions from which the head is reached without leaving it.
     *
     * @param assigned the registers that it writes
     */
    record Loop(int head, BitSet body, BitSet assigned) {
        boolean contains(int at) {
            return body.get(at);
        }
    }

    private final Code code;
    private final List<List<Integer>> successors;
    private final List<List<Integer>> predecessors;
    private final int[] order;
    private final BitSet leaders = new BitSet();
    private final TreeMap<Integer, Loop> loops = new TreeMap<>();

    /**
     * Builds the graph.
     *
     * @param splits calls after which a block begins
     * @param cleanups where a handler is entered though nothing is taken to throw
     */
    ControlFlow(Code code, Predicate<Instruction.Call> splits, Cleanups cleanups) {
        this.code = code;
        int size = code.size();
        successors = new ArrayList<>(size);
        predecessors = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            successors.add(List.of());
            predecessors.add(new ArrayList<>());
        }
        leaders.set(0);
        for (int i = 0; i < size; i++) {
            List<Integer> next = code.normalSuccessors(i);
            if (canThrow(i) || cleanups.isDoubtedAt(i)) {
                next = sorted(next, handlersOf(i));
            }
            successors.set(i, next);
            for (int target : next) {
                predecessors.get(target).add(i);
            }
            if (code.at(i) instanceof Instruction.Call call && i + 1 < size && splits.test(call)) {
                leaders.set(i + 1);
            }
            if (endsBlock(i)) {
                code.normalSuccessors(i).forEach(leaders::set);
            }
        }
        code.handlers().forEach(handler -> leaders.set(handler.target()));
        order = new int[size];
        visitInOrder();
    }

    private static List<Integer> sorted(List<Integer> normal, List<Integer> handlers) {
        if (handlers.isEmpty()) {
            return normal;
        }
        TreeSet<Integer> all = new TreeSet<>();
        all.addAll(normal);
        all.addAll(handlers);
        return List.copyOf(all);
    }

    private boolean endsBlock(int at) {
        Instruction instruction = code.at(at);
        return instruction instanceof Instruction.Branch
                || instruction instanceof Instruction.Jump
                || instruction instanceof Instruction.Select;
    }

    private boolean canThrow(int at) {
        Instruction instruction = code.at(at);
        return instruction instanceof Instruction.Call || instruction instanceof Instruction.Throw;
    }

    /** Handlers whose range covers the instruction, in the order in which the JVM tries them. */
    List<Integer> handlersOf(int at) {
        List<Integer> targets = new ArrayList<>();
        for (Instruction.Handler handler : code.handlers()) {
            if (handler.covers(at)) {
                targets.add(handler.target());
            }
        }
        return targets;
    }

    /** Depth-first: numbers in reverse postorder, and the back edges on the way. */
    private void visitInOrder() {
        int size = code.size();
        int[] state = new int[size];
        int[] next = new int[size];
        int number = size;
        Deque<Integer> path = new ArrayDeque<>();
        TreeMap<Integer, List<Integer>> backEdges = new TreeMap<>();
        path.push(0);
        state[0] = 1;
        while (!path.isEmpty()) {
            int at = path.element();
            if (next[at] < successors.get(at).size()) {
                int target = successors.get(at).get(next[at]++);
                if (state[target] == 0) {
                    state[target] = 1;
                    path.push(target);
                } else if (state[target] == 1) {
                    backEdges.computeIfAbsent(target, k -> new ArrayList<>()).add(at);
                }
            } else {
                path.pop();
                state[at] = 2;
                order[at] = --number;
            }
        }
        backEdges.forEach((head, sources) -> loops.put(head, loop(head, sources)));
        loops.keySet().forEach(leaders::set);
    }

    private Loop loop(int head, List<Integer> sources) {
        BitSet body = new BitSet();
        body.set(head);
        Deque<Integer> open = new ArrayDeque<>(sources);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!body.get(at)) {
                body.set(at);
                open.addAll(predecessors.get(at));
            }
        }
        BitSet assigned = new BitSet();
        body.stream().forEach(at -> {
            if (code.at(at) instanceof Instruction.Writing writing && writing.to() != Instruction.NONE) {
                assigned.set(writing.to());
            }
        });
        return new Loop(head, body, assigned);
    }

    boolean hasLoops() {
        return !loops.isEmpty();
    }

    boolean isLeader(int at) {
        return leaders.get(at);
    }

    /** The place of the instruction in the order of visits. */
    int order(int at) {
        return order[at];
    }

    /** Whether the instruction is in a loop that does not contain the other loop. */
    boolean isInLoopBeside(Loop loop, int at) {
        return loops.values().stream().anyMatch(other -> other.contains(at) && !other.contains(loop.head()));
    }

    /** Whether the instruction is in a loop in which the other is not. */
    boolean isInLoopWithout(int at, int other) {
        return loops.values().stream().anyMatch(loop -> loop.contains(at) && !loop.contains(other));
    }

    /** The loop of that head, or null. */
    @Nullable
    Loop loopAt(int head) {
        return loops.get(head);
    }
}
