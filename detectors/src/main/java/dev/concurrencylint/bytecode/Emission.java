package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.Instruction;
import java.util.ArrayList;
import java.util.List;

/** What one bytecode instruction becomes: the instructions over registers, and the operand stack that they leave. */
final class Emission {
    private final OperandStack stack;
    private final List<Instruction> instructions = new ArrayList<>(1);
    private int deepest;

    Emission(OperandStack stack) {
        this.stack = stack;
        this.deepest = stack.depth();
    }

    List<Instruction> instructions() {
        return instructions;
    }

    OperandStack stack() {
        return stack;
    }

    /** How many entries the stack had at most on the way, those for shuffling included. */
    int deepest() {
        return deepest;
    }

    void add(Instruction instruction) {
        instructions.add(instruction);
    }

    /** The register of the new top. */
    int push(int size) {
        int register = stack.push(size);
        reach(stack.depth());
        return register;
    }

    /** The register of the former top. */
    int pop() {
        return stack.pop();
    }

    /** Registers for so many entries are needed. */
    void reach(int entries) {
        deepest = Math.max(deepest, entries);
    }

    @Override
    public String toString() {
        return instructions + " over " + stack;
    }
}
