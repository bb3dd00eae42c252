package dev.concurrencylint.threads;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.Writing;
import dev.concurrencylint.code.Reads;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The instructions that only a handler leads to, and where control goes from them.
 *
 * @param inside the handler's own instructions
 * @param joins the first instructions behind it that other ways lead to as well
 */
record HandlerRegion(Code code, int target, BitSet inside, BitSet joins) {
    /** @param ends calls that never return */
    static HandlerRegion of(Code code, int target, BitSet ends) {
        BitSet others = others(code, target);
        BitSet inside = new BitSet();
        BitSet joins = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        open.push(target);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (others.get(at)) {
                joins.set(at);
            } else if (!inside.get(at)) {
                inside.set(at);
                if (!ends.get(at)) {
                    code.normalSuccessors(at).forEach(open::push);
                }
            }
        }
        return new HandlerRegion(code, target, inside, joins);
    }

    /** What is reached without the handler. */
    private static BitSet others(Code code, int target) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        open.push(0);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (reached.get(at)) {
                continue;
            }
            reached.set(at);
            code.normalSuccessors(at).forEach(open::push);
            for (Handler handler : code.handlers()) {
                if (handler.target() != target && handler.covers(at)) {
                    open.push(handler.target());
                }
            }
        }
        return reached;
    }

    /** Whether the handler throws on any of its own ways. */
    boolean throwsOn() {
        return inside.stream().anyMatch(at -> code.at(at) instanceof Throw);
    }

    /** Whether the handler returns a value. */
    boolean answers() {
        return inside.stream().anyMatch(at -> code.at(at) instanceof Return end && end.from() != Instruction.NONE);
    }

    private boolean returns() {
        return inside.stream().anyMatch(at -> code.at(at) instanceof Return);
    }

    /** Whether it ends in one way only: it decides nothing. */
    boolean endsInOneWay() {
        return joins.cardinality() + (returns() ? 1 : 0) == 1;
    }

    /** Whether it gives a variable that is read later another value, or keeps the exception in one. */
    boolean setsVariable() {
        Set<Integer> own = new HashSet<>();
        own.add(code.exceptionRegister());
        for (int at = inside.nextSetBit(0); at >= 0; at = inside.nextSetBit(at + 1)) {
            if (!(code.at(at) instanceof Writing writing) || writing.to() < 0 || writing.to() >= code.locals()) {
                continue;
            }
            if (at == target && code.at(at) instanceof Copy copy && copy.from() == code.exceptionRegister()) {
                own.add(copy.to()); // the handler's own variable
            } else if (!own.contains(writing.to()) && isReadOutside(at, writing.to())) {
                return true;
            }
        }
        return false;
    }

    private boolean isReadOutside(int from, int register) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(code.normalSuccessors(from));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (seen.get(at)) {
                continue;
            }
            seen.set(at);
            if (Reads.of(code.at(at)).contains(register)) {
                return true;
            }
            if (!(code.at(at) instanceof Writing writing && writing.to() == register)) {
                code.normalSuccessors(at).forEach(open::push);
            }
        }
        return false;
    }
}
