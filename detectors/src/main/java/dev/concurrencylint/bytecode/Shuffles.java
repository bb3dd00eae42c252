package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.Instruction.Copy;
import org.objectweb.asm.Opcodes;

/** The instructions of the stack alone. They move whole entries; which ones depends on their sizes (JVMS §6.5, the forms of dup). */
final class Shuffles {
    private final Emission out;

    Shuffles(Emission out) {
        this.out = out;
    }

    void emit(int opcode) {
        switch (opcode) {
            case Opcodes.POP -> out.pop();
            case Opcodes.POP2 -> take(2);
            case Opcodes.DUP -> duplicate(1, 0);
            case Opcodes.DUP_X1 -> duplicate(1, 1);
            case Opcodes.DUP_X2 -> duplicate(1, 2);
            case Opcodes.DUP2 -> duplicate(2, 0);
            case Opcodes.DUP2_X1 -> duplicate(2, 1);
            case Opcodes.DUP2_X2 -> duplicate(2, 2);
            default -> rearrange(2, 1, 0);
        }
    }

    private int entries(int words, int from) {
        int entries = 0;
        for (int taken = 0; taken < words; entries++) {
            taken += out.stack().size(from + entries);
        }
        return entries;
    }

    private void take(int words) {
        for (int i = entries(words, 0); i > 0; i--) {
            out.pop();
        }
    }

    private void duplicate(int words, int below) {
        int top = entries(words, 0);
        int under = entries(below, top);
        if (top == 1 && under == 0) {
            int size = out.stack().size(0);
            int from = out.pop();
            out.push(size);
            out.add(new Copy(out.push(size), from));
            return;
        }
        int[] order = new int[2 * top + under];
        for (int i = 0; i < top; i++) {
            order[i] = under + i;
            order[top + under + i] = under + i;
        }
        for (int i = 0; i < under; i++) {
            order[top + i] = i;
        }
        rearrange(top + under, order);
    }

    /** Replaces the topmost entries by those of the given indices, counted from the lowest of them. */
    private void rearrange(int count, int... order) {
        int[] sizes = new int[count];
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = out.stack().size(count - 1 - i);
        }
        for (int i = count - 1; i >= 0; i--) {
            from[i] = out.pop();
        }
        int scratch = out.stack().scratch(order.length);
        for (int i = 0; i < count; i++) {
            out.add(new Copy(scratch + i, from[i]));
        }
        for (int index : order) {
            out.add(new Copy(out.push(sizes[index]), scratch + index));
        }
        out.reach(out.stack().depth() + count);
    }
}
