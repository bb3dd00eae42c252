package dev.concurrencylint.code;

import java.util.List;

/** The body of a method: instructions, their lines, and the exception table in its order. */
public final class Code {
    private final List<Instruction> instructions;
    private final int[] lines;
    private final List<Instruction.Handler> handlers;
    private final int locals;
    private final int registers;

    /**
     * @param lines as many as instructions; 0 where unknown
     * @param locals the first register of the operand stack
     */
    public Code(
            List<Instruction> instructions,
            int[] lines,
            List<Instruction.Handler> handlers,
            int locals,
            int registers) {
        if (lines.length != instructions.size()) {
            throw new IllegalArgumentException(lines.length + " lines for " + instructions.size() + " instructions");
        }
        this.instructions = List.copyOf(instructions);
        this.lines = lines.clone();
        this.handlers = List.copyOf(handlers);
        this.locals = locals;
        this.registers = registers;
    }

    public int size() {
        return instructions.size();
    }

    public Instruction at(int index) {
        return instructions.get(index);
    }

    /** The source line, 0 where unknown. */
    public int line(int index) {
        return lines[index];
    }

    public List<Instruction.Handler> handlers() {
        return handlers;
    }

    /** The register that holds a caught exception at the start of its handler. */
    public int exceptionRegister() {
        return locals;
    }

    public int locals() {
        return locals;
    }

    public int registers() {
        return registers;
    }
}
