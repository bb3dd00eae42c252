package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.Select;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Turns a method's bytecode into code over registers. The depth of the operand stack at each instruction is fixed by the verifier
 * (JVMS §4.10), so one walk from the entry and the handlers finds it; unreachable instructions are left out.
 */
final class Translator {
    /** Past this many instructions a method is not worth its cost. */
    static final int LARGEST = 20_000;

    /** Past this many locals and entries of the stack the states of a method take too much memory. */
    private static final int MOST_REGISTERS = 4_000;

    /** Past this many pairs of an instruction and a handler around it its graph takes too much memory. */
    private static final int MOST_COVERED = 1_000_000;

    private final MethodNode method;
    private final List<@Nullable List<Instruction>> emitted = new ArrayList<>();
    private final byte[] @Nullable [] stacks;
    private int deepest;

    private Translator(MethodNode method) {
        this.method = method;
        this.stacks = new byte[method.instructions.size()][];
        for (int i = 0; i < method.instructions.size(); i++) {
            emitted.add(null);
        }
    }

    /** The code; null for subroutines (JSR/RET) and methods past the bounds. */
    static @Nullable Code translate(MethodNode method) {
        if (method.instructions.size() > 2 * LARGEST || covered(method) > MOST_COVERED) {
            return null;
        }
        long registers = (long) method.maxLocals + method.maxStack;
        if (registers > MOST_REGISTERS) {
            return null;
        }
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        if (method.maxLocals < (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - (isStatic ? 1 : 0)) {
            throw new IllegalArgumentException("a method declares fewer locals than it has parameters");
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == Opcodes.JSR || node.getOpcode() == Opcodes.RET) {
                return null;
            }
        }
        Translator translator = new Translator(method);
        translator.walk();
        Code code = translator.flatten();
        return code.size() > LARGEST ? null : code;
    }

    /** How many pairs there are of an instruction and a handler around it. */
    private static long covered(MethodNode method) {
        long covered = 0;
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            covered += Math.max(0, method.instructions.indexOf(block.end) - method.instructions.indexOf(block.start));
        }
        return covered;
    }

    private void walk() {
        Deque<Integer> open = new ArrayDeque<>();
        reach(0, new byte[0], open);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (block.type != null && !Descriptors.isClass(block.type)) {
                throw new IllegalArgumentException("it catches what can't be thrown");
            }
            reach(index(block.handler), new byte[] {1}, open);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            AbstractInsnNode node = method.instructions.get(at);
            OperandStack stack = new OperandStack(method.maxLocals, stackAt(at));
            Emission emission = new Emission(stack);
            new Emitter(emission).emit(node);
            emitted.set(at, emission.instructions());
            deepest = Math.max(deepest, emission.deepest());
            byte[] after = stack.sizes();
            if (after.length > method.maxStack) {
                throw new IllegalArgumentException("its stack grows past what it declares");
            }
            if (node instanceof JumpInsnNode jump) {
                reach(index(jump.label), after, open);
            } else if (node instanceof TableSwitchInsnNode table) {
                table.labels.forEach(label -> reach(index(label), after, open));
                reach(index(table.dflt), after, open);
            } else if (node instanceof LookupSwitchInsnNode lookup) {
                lookup.labels.forEach(label -> reach(index(label), after, open));
                reach(index(lookup.dflt), after, open);
            }
            if (fallsThrough(node)) {
                reach(at + 1, after, open);
            }
        }
    }

    private byte[] stackAt(int at) {
        byte[] stack = stacks[at];
        if (stack == null) {
            throw new IllegalStateException("instruction " + at + " was not reached");
        }
        return stack;
    }

    private void reach(int at, byte[] stack, Deque<Integer> open) {
        int next = at;
        while (next < stacks.length && method.instructions.get(next).getOpcode() < 0) {
            next++;
        }
        if (next >= stacks.length) {
            throw new IllegalArgumentException("its code runs off its end");
        }
        if (stacks[at] == null) {
            stacks[at] = stack;
            open.push(at);
        }
    }

    private static boolean fallsThrough(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        return !(opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH);
    }

    private int index(LabelNode label) {
        return method.instructions.indexOf(label);
    }

    private Code flatten() {
        int[] starts = new int[emitted.size() + 1];
        int count = 0;
        for (int i = 0; i < emitted.size(); i++) {
            starts[i] = count;
            List<Instruction> part = emitted.get(i);
            count += part == null ? 0 : part.size();
        }
        starts[emitted.size()] = count;
        List<Instruction> code = new ArrayList<>(count);
        int[] lines = new int[count];
        int line = 0;
        Map<Integer, String> casts = new HashMap<>();
        for (int i = 0; i < emitted.size(); i++) {
            if (method.instructions.get(i) instanceof LineNumberNode number) {
                line = number.line;
            }
            List<Instruction> part = emitted.get(i);
            if (part == null) {
                continue;
            }
            if (method.instructions.get(i) instanceof TypeInsnNode type && type.getOpcode() == Opcodes.CHECKCAST) {
                casts.put(code.size() - 1, type.desc);
            }
            for (Instruction instruction : part) {
                lines[code.size()] = line;
                code.add(relocate(instruction, method.instructions.get(i), starts));
            }
        }
        List<Handler> handlers = new ArrayList<>();
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            int start = starts[index(block.start)];
            int end = starts[index(block.end)];
            if (start < end) {
                handlers.add(new Handler(start, end, starts[index(block.handler)], block.type));
            }
        }
        return new Code(code, lines, handlers, variables(starts), casts, method.maxLocals, method.maxLocals + deepest);
    }

    private List<Code.Variable> variables(int[] starts) {
        List<Code.Variable> variables = new ArrayList<>();
        if (method.localVariables != null) {
            for (LocalVariableNode local : method.localVariables) {
                variables.add(new Code.Variable(
                        local.index, starts[index(local.start)], starts[index(local.end)], local.name));
            }
        }
        return variables;
    }

    private Instruction relocate(Instruction instruction, AbstractInsnNode node, int[] starts) {
        if (instruction instanceof Branch branch) {
            int target = starts[index(((JumpInsnNode) node).label)];
            return new Branch(branch.comparison(), branch.left(), branch.right(), branch.onReferences(), target);
        }
        if (instruction instanceof Jump) {
            return new Jump(starts[index(((JumpInsnNode) node).label)]);
        }
        if (instruction instanceof Select select) {
            if (node instanceof TableSwitchInsnNode table) {
                return new Select(
                        select.key(), select.keys(), targets(table.labels, starts), starts[index(table.dflt)]);
            }
            LookupSwitchInsnNode lookup = (LookupSwitchInsnNode) node;
            return new Select(select.key(), select.keys(), targets(lookup.labels, starts), starts[index(lookup.dflt)]);
        }
        return instruction;
    }

    private List<Integer> targets(List<LabelNode> labels, int[] starts) {
        List<Integer> targets = new ArrayList<>(labels.size());
        for (LabelNode label : labels) {
            targets.add(starts[index(label)]);
        }
        return targets;
    }
}
