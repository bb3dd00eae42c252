package dev.concurrencylint.threads;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Handlers that lose an interrupt. The exception has cleared the thread's flag, so whoever neither throws nor sets the flag again nor acts
 * on it leaves nothing behind for the code that is to end the thread.
 */
final class Interrupts {
    private static final String INTERRUPTED = "java/lang/InterruptedException";

    private final Summaries summaries;
    private final Reactions reactions;
    private final Tasks tasks;
    private final List<ThreadFault> faults = new ArrayList<>();

    Interrupts(Summaries summaries) {
        this.summaries = summaries;
        this.reactions = new Reactions(summaries);
        this.tasks = new Tasks(summaries);
    }

    List<ThreadFault> judge() {
        for (ClassInfo type : summaries.program().mentioningInterruption()) {
            for (MethodInfo method : new TreeSet<>(type.methods())) {
                boolean catches = method.hasCode()
                        && method.calls().stream()
                                .anyMatch(site -> site.stopped().contains(INTERRUPTED));
                Body body = catches ? summaries.body(method) : null;
                if (body != null) {
                    judge(body);
                }
            }
        }
        return faults;
    }

    private void judge(Body body) {
        Set<Integer> targets = new LinkedHashSet<>();
        for (Handler handler : body.code().handlers()) {
            if (INTERRUPTED.equals(handler.type()) && targets.add(handler.target())) {
                judge(body, handler.target());
            }
        }
    }

    private void judge(Body body, int target) {
        Code code = body.code();
        BitSet ends = ends(code);
        HandlerRegion region = HandlerRegion.of(code, target, ends);
        BitSet after = code.reachable(List.of(target), ends);
        int wait = wait(code, target);
        boolean isDone = wait < 0
                || region.throwsOn()
                || !region.endsInOneWay()
                || region.setsVariable()
                || reactions.restores(code, after)
                || reactions.reacts(code, region.inside());
        if (isDone) {
            return;
        }
        boolean returns = after.stream().anyMatch(at -> code.at(at) instanceof Return);
        boolean waitsAgain = after.stream().anyMatch(at -> isInterrupted(code, at));
        boolean isTask = tasks.isTask(body.method());
        Ending ending = null;
        if (!returns) {
            ending = waitsAgain ? Ending.NEVER : null; // else an exception tells the caller of something
        } else if (isTask) {
            ending = waitsAgain ? Ending.AGAIN_IN_TASK : null;
        } else if (region.answers()) {
            ending = Ending.ANSWER;
        } else if (!after.get(wait) && code.reachableNormally(wait).get(wait)) {
            ending = Ending.LEFT;
        } else if (tasks.isStepOfTask(body.method())) {
            ending = Ending.AGAIN_IN_TASK;
        } else {
            ending = waitsAgain ? Ending.AGAIN : Ending.RETURN;
        }
        if (ending != null) {
            Evidence evidence = new Evidence(ending.id, ending.text);
            faults.add(new ThreadFault(
                    ThreadFault.Kind.INTERRUPT_LOST, body, target, wait, ending.confidence, List.of(evidence)));
        }
    }

    /** How the code goes on. */
    private enum Ending {
        NEVER(Confidence.HIGH, "never-ends", "nothing but an exception ends the loop, which waits again"),
        AGAIN(Confidence.MEDIUM, "waits-again", "the code waits again, as if nobody had asked it to end"),
        RETURN(Confidence.MEDIUM, "returns", "the caller can't know of it"),
        AGAIN_IN_TASK(Confidence.LOW, "asks-again", "the task goes on, unless it was woken to ask whether it should"),
        ANSWER(Confidence.LOW, "told-otherwise", "only what is returned may tell the caller"),
        LEFT(Confidence.LOW, "leaves-the-loop", "only the loop is left");

        private final Confidence confidence;
        private final String id;
        private final String text;

        Ending(Confidence confidence, String id, String text) {
            this.confidence = confidence;
            this.id = id;
            this.text = text;
        }
    }

    private BitSet ends(Code code) {
        BitSet ends = new BitSet();
        for (int at = 0; at < code.size(); at++) {
            ends.set(at, code.at(at) instanceof Call call && summaries.neverReturns(call));
        }
        return ends;
    }

    /** The first call whose interruption the handler is told of; negative for none. */
    private int wait(Code code, int target) {
        for (Handler handler : code.handlers()) {
            if (handler.target() == target) {
                for (int at = handler.start(); at < handler.end(); at++) {
                    if (isInterrupted(code, at)) {
                        return at;
                    }
                }
            }
        }
        return -1;
    }

    private boolean isInterrupted(Code code, int at) {
        return code.at(at) instanceof Call call
                && summaries.exceptions(call).stream().map(Exceptional::type).anyMatch(INTERRUPTED::equals);
    }
}
