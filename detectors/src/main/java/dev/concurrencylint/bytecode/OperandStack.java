package dev.concurrencylint.bytecode;

import java.util.Arrays;

/** The operand stack as sizes of its entries (1 or 2 words); each entry is a register above the locals. */
final class OperandStack {
    private final int base;
    private byte[] entries;
    private int depth;

    OperandStack(int base, byte[] sizes) {
        this.base = base;
        this.entries = Arrays.copyOf(sizes, sizes.length + 8);
        this.depth = sizes.length;
    }

    /** The register of a local variable. */
    int local(int index) {
        if (index >= base) {
            throw new IllegalArgumentException("it uses a local variable past those that it declares");
        }
        return index;
    }

    /** The register of the new top. */
    int push(int size) {
        if (depth == entries.length) {
            entries = Arrays.copyOf(entries, depth * 2);
        }
        entries[depth] = (byte) size;
        return base + depth++;
    }

    /** The register of the former top. */
    int pop() {
        if (depth == 0) {
            throw new IllegalArgumentException("it takes from an empty stack");
        }
        return base + --depth;
    }

    /** The size of an entry, counted from the top, which is 0. */
    int size(int fromTop) {
        if (depth <= fromTop) {
            throw new IllegalArgumentException("it takes from an empty stack");
        }
        return entries[depth - 1 - fromTop];
    }

    /** A register above the stack for shuffling. */
    int scratch(int index) {
        return base + depth + index;
    }

    int depth() {
        return depth;
    }

    byte[] sizes() {
        return Arrays.copyOf(entries, depth);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes());
    }
}
