package dev.concurrencylint.pools;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the exception handlers of a method do with what is thrown in their ranges. */
final class Handlers {
    /** An exception is cast, or a variable set, between the handler's start and its throw. */
    private static final int NEAR = 3;

    private final Code code;
    private final Program program;
    private final BitSet plain;
    private final Map<Integer, BitSet> reached = new HashMap<>();

    Handlers(Code code, Program program) {
        this.code = code;
        this.program = program;
        this.plain = code.size() == 0 ? new BitSet() : code.reachable(List.of(0), new BitSet());
    }

    /** Whether a handler catches exceptions of the type there, and doesn't throw them on. */
    boolean stop(int at, String type) {
        for (Handler handler : code.handlers()) {
            String caught = handler.type();
            if (caught != null && handler.covers(at) && program.isSubtype(type, caught) && !throwsOn(handler)) {
                return true;
            }
        }
        return false;
    }

    /** The handlers with a type that the instruction belongs to, innermost first as far as the order of the table tells; none for code that no exception leads to. */
    List<Handler> around(int at) {
        List<Handler> around = new ArrayList<>();
        if (plain.get(at)) {
            return around;
        }
        for (Handler handler : code.handlers()) {
            if (handler.type() != null && reached(handler.target()).get(at)) {
                around.add(handler);
            }
        }
        return around;
    }

    /** The handler whose exception the instruction throws; with a type, and the first of the table. Null for none. */
    @org.jspecify.annotations.Nullable
    Handler thrownOn(int at) {
        for (Handler handler : code.handlers()) {
            if (handler.type() != null && isThrowOf(at, handler)) {
                return handler;
            }
        }
        return null;
    }

    private boolean throwsOn(Handler handler) {
        BitSet all = reached(handler.target());
        return all.stream().anyMatch(at -> isThrowOf(at, handler));
    }

    /** Whether it throws what the handler has put into its variable, which begins with that. */
    private boolean isThrowOf(int at, Handler handler) {
        return code.at(at) instanceof Throw end
                && code.at(handler.target()) instanceof Copy kept
                && kept.to() < code.locals()
                && reached(handler.target()).get(at)
                && isCopyOf(end.from(), at, kept.to());
    }

    /** Whether what was written into the register last, not far before, is the variable. */
    private boolean isCopyOf(int register, int at, int variable) {
        for (int before = at - 1; before >= 0 && before >= at - NEAR; before--) {
            if (code.at(before) instanceof Instruction.Writing writing && writing.to() == register) {
                return writing instanceof Copy copy && copy.from() == variable;
            }
        }
        return false;
    }

    private BitSet reached(int target) {
        return reached.computeIfAbsent(target, from -> code.reachable(List.of(from), new BitSet()));
    }
}
