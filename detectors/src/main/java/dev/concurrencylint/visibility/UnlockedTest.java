package dev.concurrencylint.visibility;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Operate;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Writing;
import dev.concurrencylint.program.Getter;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Summaries;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A test of a field against null, zero or false.
 *
 * @param field with its declaring class as owner
 * @param object the register of the object that has it; NONE for a static field
 * @param read where it is read
 * @param branch where it is tested
 * @param empty where control goes if the field is not filled
 * @param filled where it goes if it is
 */
record UnlockedTest(FieldRef field, int object, int read, int branch, int empty, int filled) {
    /** How far back the read may stand. */
    private static final int FARTHEST = 24;

    /** The test that the branch is; empty for another one. */
    static Optional<UnlockedTest> of(Code code, int at, Summaries summaries) {
        if (!(code.at(at) instanceof Branch branch) || branch.right() != Instruction.NONE) {
            return Optional.empty();
        }
        boolean jumpsIfEmpty;
        switch (branch.comparison()) {
            case EQ -> jumpsIfEmpty = true;
            case NE -> jumpsIfEmpty = false;
            default -> {
                return Optional.empty();
            }
        }
        int empty = jumpsIfEmpty ? branch.target() : at + 1;
        int filled = jumpsIfEmpty ? at + 1 : branch.target();
        return read(code, at, branch.left(), summaries)
                .map(read -> new UnlockedTest(read.field(), read.object(), read.at(), at, empty, filled));
    }

    private record Read(FieldRef field, int object, int at) {}

    /** The read of a field that has put its value into the register, in the straight code above. */
    private static Optional<Read> read(Code code, int at, int register, Summaries summaries) {
        int wanted = register;
        for (int i = at - 1; i >= Math.max(0, at - FARTHEST); i--) {
            Instruction instruction = code.at(i);
            if (!(instruction instanceof Writing writing) || writing.to() != wanted) {
                if (instruction instanceof Instruction.Jump || instruction instanceof Branch) {
                    return Optional.empty();
                }
                continue;
            }
            if (instruction instanceof Copy copy) {
                wanted = copy.from();
            } else if (instruction instanceof Operate operate
                    && operate.operator().equals(Instruction.COMPARE)) {
                wanted = operate.left(); // a long against zero
            } else if (instruction instanceof ReadField read) {
                return Optional.of(
                        new Read(summaries.program().resolve(read.field()), code.loadedFrom(i, read.object()), i));
            } else if (instruction instanceof Call call) {
                int place = i;
                return getter(summaries, call)
                        .map(getter -> new Read(
                                summaries.program().resolve(getter.field()),
                                getter.onThis() ? code.loadedFrom(place, object(call)) : Instruction.NONE,
                                place));
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int object(Call call) {
        return call.receiver() == Instruction.NONE && !call.arguments().isEmpty()
                ? call.arguments().get(0)
                : call.receiver();
    }

    private static Optional<Getter> getter(Summaries summaries, Call call) {
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        boolean isPlain = targets.size() == 1
                && !targets.get(0).isSynchronized()
                && (call.kind() == CallKind.STATIC || call.arguments().isEmpty());
        return isPlain ? Optional.ofNullable(targets.get(0).getter()) : Optional.empty();
    }

    /** What is reached if the field is filled, and the test is not made again. */
    BitSet ifFilled(Code code) {
        return reached(code, filled);
    }

    /** What is reached if it is not. */
    BitSet ifEmpty(Code code) {
        return reached(code, empty);
    }

    private BitSet reached(Code code, int from) {
        BitSet end = new BitSet();
        end.set(branch);
        return code.reachable(List.of(from), end);
    }
}
