package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Where methods wake those who wait on one object, themselves or by what they call. */
final class Told {
    private static final int DEEPEST = 2;
    private static final String ANYTHING = "java/lang/Throwable";

    private final Summaries summaries;
    private final WaitModel model;
    private final Set<MethodInfo> wakers = new HashSet<>();
    private final Map<MethodInfo, BitSet> wakes = new HashMap<>();

    /** @param vague methods that wake somebody, who is not known or is not woken after all */
    Told(Summaries summaries, WaitModel model, List<WaitSite> sites, Set<MethodInfo> vague) {
        this.summaries = summaries;
        this.model = model;
        wakers.addAll(vague);
        sites.forEach(site -> wakers.add(site.body().method()));
        for (WaitSite site : sites) {
            wakes.computeIfAbsent(site.body().method(), method -> byCalls(site.body()))
                    .set(site.at());
        }
    }

    /** Whether somebody is woken on a way to or from the place. */
    boolean isTold(Body body, int at) {
        BitSet after = body.code().reachableNormally(at);
        return wakesOf(body).stream()
                .anyMatch(wake ->
                        after.get(wake) || body.code().reachableNormally(wake).get(at));
    }

    /**
     * Whether somebody is woken after it, and it still is as it was left there.
     *
     * @param isUndone what changes it again
     */
    boolean isToldOf(Body body, int at, IntPredicate isUndone) {
        BitSet ends = new BitSet();
        IntStream.range(0, body.code().size()).filter(isUndone).forEach(ends::set);
        BitSet reached = body.code().reachable(body.code().normalSuccessors(at), ends);
        return wakesOf(body).intersects(reached);
    }

    boolean wakes(Body body) {
        return !wakesOf(body).isEmpty();
    }

    /** Whether the method gives work to another thread, which may wake them. */
    boolean givesAway(Body body) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call && summaries.delivery(call.method()) != Delivery.KEPT) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an exception that is likely may end the method between the place and a wake-up.
     *
     * @param isUndone what makes up for the change
     */
    boolean mayBeSkipped(Body body, int at, IntPredicate isUndone) {
        BitSet ends = wakesOf(body);
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(body.code().normalSuccessors(at));
        while (!open.isEmpty()) {
            int next = open.pop();
            if (seen.get(next) || ends.get(next) || isUndone.test(next)) {
                continue;
            }
            seen.set(next);
            body.code().normalSuccessors(next).forEach(open::push);
            Instruction instruction = body.code().at(next);
            if (instruction instanceof Throw && leaves(body, next, ANYTHING, open)) {
                return true;
            }
            if (instruction instanceof Call call && !summaries.givesBack(call)) {
                for (Exceptional exception : summaries.exceptions(call)) {
                    if (leaves(body, next, exception.type(), open)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the exception may leave the method; the handlers that may catch it are visited. */
    private boolean leaves(Body body, int at, String type, Deque<Integer> open) {
        for (Handler handler : body.code().handlers()) {
            if (!handler.covers(at)) {
                continue;
            }
            String caught = handler.type();
            if (caught == null || summaries.program().isSubtype(type, caught)) {
                open.push(handler.target());
                return false;
            }
            if (summaries.program().isSubtype(caught, type)) {
                open.push(handler.target());
            }
        }
        return true;
    }

    private BitSet wakesOf(Body body) {
        BitSet known = wakes.get(body.method());
        if (known == null) {
            known = byCalls(body);
            wakes.put(body.method(), known);
        }
        return known;
    }

    private BitSet byCalls(Body body) {
        BitSet found = new BitSet();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call
                    && (interrupts(call) || leadsTo(call, DEEPEST, new HashSet<>()))) {
                found.set(at);
            }
        }
        return found;
    }

    private boolean interrupts(Call call) {
        return model.interrupts(
                call.method().owner(), call.method().name() + call.method().descriptor());
    }

    private boolean leadsTo(Call call, int depth, Set<MethodInfo> seen) {
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            if (wakers.contains(target)) {
                return true;
            }
            Body body = depth == 0 || !seen.add(target) ? null : summaries.body(target);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call next && leadsTo(next, depth - 1, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
