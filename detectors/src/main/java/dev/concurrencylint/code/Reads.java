package dev.concurrencylint.code;

import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.ExitMonitor;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Operate;
import dev.concurrencylint.code.Instruction.ReadElement;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.Unknown;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import java.util.ArrayList;
import java.util.List;

/** Which registers an instruction reads. */
public final class Reads {
    private Reads() {}

    /** The registers; NONE stands for absent ones. */
    public static List<Integer> of(Instruction instruction) {
        if (instruction instanceof Copy i) {
            return List.of(i.from());
        } else if (instruction instanceof ReadField i) {
            return List.of(i.object());
        } else if (instruction instanceof WriteField i) {
            return List.of(i.object(), i.from());
        } else if (instruction instanceof ReadElement i) {
            return List.of(i.array(), i.index());
        } else if (instruction instanceof WriteElement i) {
            return List.of(i.array(), i.index(), i.from());
        } else if (instruction instanceof Operate i) {
            return List.of(i.left(), i.right());
        } else if (instruction instanceof Call i) {
            List<Integer> all = new ArrayList<>(i.arguments());
            all.add(i.receiver());
            return all;
        } else if (instruction instanceof MakeLambda i) {
            return i.captured();
        } else if (instruction instanceof Unknown i) {
            return i.operands();
        } else if (instruction instanceof Branch i) {
            return List.of(i.left(), i.right());
        } else if (instruction instanceof Select i) {
            return List.of(i.key());
        } else if (instruction instanceof Return i) {
            return List.of(i.from());
        } else if (instruction instanceof Throw i) {
            return List.of(i.from());
        } else if (instruction instanceof EnterMonitor i) {
            return List.of(i.object());
        } else if (instruction instanceof ExitMonitor i) {
            return List.of(i.object());
        }
        return List.of();
    }

    /**
     * Whether anything looks at the result of the call at that position: it is neither dropped nor only kept in a variable that is
     * never read.
     */
    public static boolean isResultRead(Code code, int at) {
        if (!(code.at(at) instanceof Call call) || !call.resultUsed()) {
            return false;
        }
        if (at + 1 >= code.size() || !(code.at(at + 1) instanceof Copy copy) || copy.from() != call.to()) {
            return true;
        }
        for (int i = 0; i < code.size(); i++) {
            if (Reads.of(code.at(i)).contains(copy.to())) {
                return true;
            }
        }
        return false;
    }
}
