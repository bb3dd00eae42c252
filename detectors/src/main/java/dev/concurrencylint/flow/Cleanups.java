package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The handlers of a method that clean up after anything: what a finally block is compiled to. Where nothing that they cover is taken to
 * throw, they still tell what their author means to be done, so they are walked, in doubt.
 */
final class Cleanups {
    /** What is thrown in doubt: no handler but one for everything stops it. */
    static final String FAILURE = "java/lang/Error";

    private final Code code;
    private final Environment environment;
    private final BitSet doubted = new BitSet();

    private Cleanups(Code code, Environment environment) {
        this.code = code;
        this.environment = environment;
    }

    static Cleanups of(Code code, Environment environment) {
        Cleanups cleanups = new Cleanups(code, environment);
        Map<Integer, List<Instruction.Handler>> byTarget = new TreeMap<>();
        for (Instruction.Handler handler : code.handlers()) {
            if (isCleanup(code, handler)) {
                byTarget.computeIfAbsent(handler.target(), k -> new ArrayList<>())
                        .add(handler);
            }
        }
        byTarget.values().forEach(cleanups::doubt);
        return cleanups;
    }

    /** For who only looks at what surely happens. */
    static Cleanups none(Code code, Environment environment) {
        return new Cleanups(code, environment);
    }

    /** Whether the handler is of the code's own, not that of a synchronised block nor one that covers itself, and catches everything. */
    static boolean isCleanup(Code code, Instruction.Handler handler) {
        return handler.type() == null && !handler.covers(handler.target()) && !leavesMonitor(code, handler.target());
    }

    static boolean leavesMonitor(Code code, int target) {
        for (int at = target; at < code.size() && !(code.at(at) instanceof Instruction.Throw); at++) {
            if (code.at(at) instanceof Instruction.ExitMonitor) {
                return true;
            }
            if (code.at(at) instanceof Call) {
                return false;
            }
        }
        return false;
    }

    /** Whether a clean-up that nothing else leads to begins at the instruction: what it does is looked at, and nothing is concluded from how it ends. */
    boolean isDoubtedAt(int at) {
        return doubted.get(at);
    }

    private void doubt(List<Instruction.Handler> ranges) {
        for (Instruction.Handler range : ranges) {
            for (int at = range.start(); at < range.end(); at++) {
                Instruction instruction = code.at(at);
                if (instruction instanceof Instruction.Throw && !throwsError(at)
                        || instruction instanceof Call call && mayThrow(call)) {
                    return;
                }
            }
        }
        doubted.set(ranges.get(0).start());
    }

    /** Whether it throws an error that it has just made, as a failed assertion does: such are not followed. */
    private boolean throwsError(int at) {
        return at > 0
                && code.at(at - 1) instanceof Call call
                && call.method().name().equals("<init>")
                && environment.isSubtype(call.method().owner(), FAILURE);
    }

    private boolean mayThrow(Call call) {
        LockOperation operation = environment.lockOperation(call.method());
        if (operation != null) {
            return !Operations.refusals(call.method(), operation, environment).isEmpty();
        }
        return environment.effect(call.kind(), call.method()) instanceof Effect.Known known
                ? known.exits().stream().anyMatch(exit -> !exit.isNormal())
                : !environment.exceptionsPreparedFor(call.kind(), call.method()).isEmpty();
    }
}
