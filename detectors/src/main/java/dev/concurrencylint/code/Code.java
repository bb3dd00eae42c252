package dev.concurrencylint.code;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of a method: instructions, their lines, and the exception table in its order. */
public final class Code {
    /** How far back a load may stand. */
    private static final int FARTHEST = 24;

    private final List<Instruction> instructions;
    private final int[] lines;
    private final List<Instruction.Handler> handlers;
    private final List<Variable> variables;
    private final Map<Integer, String> casts;
    private final int locals;
    private final int registers;

    /**
     * A local variable's name, where the class file tells.
     *
     * @param start the first instruction at which it has its value
     * @param end the first at which it no longer has
     */
    public record Variable(int register, int start, int end, String name) {}

    /**
     * Takes the body as it is.
     *
     * @param lines as many as instructions; 0 where unknown
     * @param casts by instruction, the type to which its result is cast as soon as it is there
     * @param locals the first register of the operand stack
     */
    public Code(
            List<Instruction> instructions,
            int[] lines,
            List<Instruction.Handler> handlers,
            List<Variable> variables,
            Map<Integer, String> casts,
            int locals,
            int registers) {
        if (lines.length != instructions.size()) {
            throw new IllegalArgumentException(lines.length + " lines for " + instructions.size() + " instructions");
        }
        this.instructions = List.copyOf(instructions);
        this.lines = lines.clone();
        this.handlers = List.copyOf(handlers);
        this.variables = List.copyOf(variables);
        this.casts = Map.copyOf(casts);
        this.locals = locals;
        this.registers = registers;
    }

    public int size() {
        return instructions.size();
    }

    public Instruction at(int index) {
        return instructions.get(index);
    }

    /**
     * The instructions that control may reach if nothing throws.
     *
     * @param from where it begins; these are reached
     * @param ends where it is not followed any further
     */
    public BitSet reachable(List<Integer> from, BitSet ends) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!reached.get(at)) {
                reached.set(at);
                if (!ends.get(at)) {
                    normalSuccessors(at).forEach(open::push);
                }
            }
        }
        return reached;
    }

    /** Where control goes when the instruction completes, sorted. */
    public List<Integer> normalSuccessors(int at) {
        Instruction instruction = at(at);
        if (instruction instanceof Instruction.Jump jump) {
            return List.of(jump.target());
        }
        if (instruction instanceof Instruction.Branch branch) {
            int next = at + 1;
            int target = branch.target();
            return target == next ? List.of(next) : List.of(Math.min(next, target), Math.max(next, target));
        }
        if (instruction instanceof Instruction.Select select) {
            TreeSet<Integer> all = new TreeSet<>(select.targets());
            all.add(select.otherwise());
            return List.copyOf(all);
        }
        if (instruction instanceof Instruction.Return || instruction instanceof Instruction.Throw) {
            return List.of();
        }
        return List.of(at + 1);
    }

    /** The instructions that can come after another in one run of the method, exceptions aside. */
    public BitSet reachableNormally(int from) {
        return reachable(normalSuccessors(from), new BitSet());
    }

    /** The type, an internal name or an array's descriptor, to which the result of the instruction is cast as soon as it is there; null for none. */
    public @Nullable String cast(int index) {
        return casts.get(index);
    }

    /** The source line, 0 where unknown. */
    public int line(int index) {
        return lines[index];
    }

    public List<Instruction.Handler> handlers() {
        return handlers;
    }

    /** The name of the variable in that register at that instruction; of any variable in it where none fits; null where unknown. */
    public @Nullable String variable(int register, int at) {
        String any = null;
        for (Variable variable : variables) {
            if (variable.register() == register) {
                if (variable.start() <= at && at < variable.end()) {
                    return variable.name();
                }
                any = any == null ? variable.name() : any;
            }
        }
        return any;
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

    /** The local variable that a register of the stack was loaded from, in the code above; the register itself where it was not. */
    public int loadedFrom(int at, int register) {
        int wanted = register;
        for (int i = at - 1; i >= Math.max(0, at - FARTHEST) && wanted >= locals; i--) {
            if (at(i) instanceof Instruction.Writing writing && writing.to() == wanted) {
                if (!(writing instanceof Instruction.Copy copy)) {
                    return wanted;
                }
                wanted = copy.from();
            }
        }
        return wanted;
    }
}
