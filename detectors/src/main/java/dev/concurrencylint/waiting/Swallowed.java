package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Handlers that go on where something was not held. */
final class Swallowed {
    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final WaitCalls calls;
    private final List<WaitFault> faults = new ArrayList<>();

    Swallowed(Summaries summaries, MonitorUse use, Moments moments, WaitCalls calls) {
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.calls = calls;
    }

    /** Looks at the methods that use locks, and at those that wait or wake. */
    List<WaitFault> judge(List<WaitSite> sites) {
        Set<MethodInfo> methods = new TreeSet<>(summaries.all().keySet());
        sites.forEach(site -> methods.add(site.body().method()));
        for (MethodInfo method : methods) {
            Body body = moments.body(method);
            if (body == null) {
                continue;
            }
            Set<Integer> told = new LinkedHashSet<>();
            for (Handler handler : body.code().handlers()) {
                if ("java/lang/IllegalMonitorStateException".equals(handler.type())
                        && mayThrow(body, handler)
                        && told.add(handler.target())) {
                    caught(body, handler.target());
                }
            }
        }
        return faults;
    }

    /** The calls that never return. */
    private BitSet endless(Body body) {
        BitSet endless = new BitSet();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call) {
                endless.set(at, summaries.neverReturns(call));
            }
        }
        return endless;
    }

    /** Whether anything is called there that may throw it: a release, a wait, a wake, or code that nobody knows. */
    private boolean mayThrow(Body body, Handler handler) {
        for (int at = handler.start(); at < handler.end(); at++) {
            if (body.code().at(at) instanceof Call call && mayThrow(call)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayThrow(Call call) {
        MethodInfo target = use.program().resolve(call.method());
        boolean isAccessor = target != null && target.isSynthetic() && target.isStatic();
        boolean isPlatform = ThrowModel.isPlatform(call.method().owner());
        return summaries.givesBack(call)
                || calls.operation(call.method()) != null
                || !isPlatform && !isAccessor && !use.isLockOperation(call.method());
    }

    /** Whether the exception is kept in a variable that is thrown somewhere. */
    private static boolean isThrownLater(Body body, int target) {
        Set<Integer> variables = new LinkedHashSet<>();
        for (int at = target; at < body.code().size() && at < target + 12; at++) {
            if (body.code().at(at) instanceof Copy copy
                    && copy.to() < body.code().locals()
                    && at > target) {
                variables.add(copy.to()); // not the handler's own, which stands first
            }
        }
        for (int at = 1; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Throw
                    && body.code().at(at - 1) instanceof Copy copy
                    && variables.contains(copy.from())
                    && body.code().reachable(List.of(target), new BitSet()).get(at)) {
                return true;
            }
        }
        return false;
    }

    private void caught(Body body, int target) {
        if (isThrownLater(body, target)) {
            return;
        }
        BitSet reached = body.code().reachable(List.of(target), endless(body));
        boolean goesOn = reached.stream().anyMatch(at -> body.code().at(at) instanceof Return);
        boolean throwsOn = reached.stream().anyMatch(at -> body.code().at(at) instanceof Throw);
        if (goesOn) {
            faults.add(new WaitFault(
                    Kind.EXCEPTION_CAUGHT,
                    body,
                    target,
                    new Value.Caught(target),
                    null,
                    WaitModel.On.MONITOR,
                    null,
                    throwsOn ? Confidence.MEDIUM : Confidence.HIGH,
                    List.of(new Evidence("goes-on", "the handler lets the code go on")),
                    List.of(),
                    List.of()));
        }
    }
}
