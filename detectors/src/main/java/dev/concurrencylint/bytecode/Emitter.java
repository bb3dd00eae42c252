package dev.concurrencylint.bytecode;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Constant;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.ExitMonitor;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.Load;
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
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** One bytecode instruction as instructions over registers, with its effect on the stack. Jump targets are filled in later. */
final class Emitter {
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final OperandStack stack;
    private final List<Instruction> instructions = new ArrayList<>(1);
    private int deepest;

    Emitter(OperandStack stack) {
        this.stack = stack;
        this.deepest = stack.depth();
    }

    List<Instruction> instructions() {
        return instructions;
    }

    int deepest() {
        return deepest;
    }

    private void add(Instruction instruction) {
        instructions.add(instruction);
    }

    private int push(int size) {
        int register = stack.push(size);
        deepest = Math.max(deepest, stack.depth());
        return register;
    }

    private int pop() {
        return stack.pop();
    }

    void emit(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        if (opcode < 0 || opcode == Opcodes.NOP) {
            return;
        }
        if (node instanceof VarInsnNode variable) {
            variable(opcode, stack.local(variable.var));
        } else if (node instanceof FieldInsnNode field) {
            field(opcode, field);
        } else if (node instanceof MethodInsnNode call) {
            call(call);
        } else if (node instanceof InvokeDynamicInsnNode dynamic) {
            dynamic(dynamic);
        } else if (node instanceof JumpInsnNode) {
            jump(opcode);
        } else if (node instanceof LdcInsnNode constant) {
            load(constant.cst);
        } else if (node instanceof IntInsnNode integer) {
            integer(opcode, integer.operand);
        } else if (node instanceof IincInsnNode increment) {
            int local = stack.local(increment.var);
            add(new Operate(local, "add" + increment.incr, local, NONE));
        } else if (node instanceof TypeInsnNode type) {
            type(opcode, type.desc);
        } else if (node instanceof TableSwitchInsnNode table) {
            List<Integer> keys = new ArrayList<>();
            for (int key = table.min; key <= table.max; key++) {
                keys.add(key);
            }
            add(new Select(pop(), keys, keys, 0));
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            add(new Select(pop(), lookup.keys, lookup.keys, 0));
        } else if (node instanceof MultiANewArrayInsnNode array) {
            for (int i = 0; i < array.dims; i++) {
                pop();
            }
            add(new Allocate(push(1), array.desc));
        } else {
            plain(opcode);
        }
    }

    private void variable(int opcode, int local) {
        if (opcode >= Opcodes.ISTORE) {
            add(new Copy(local, pop()));
        } else {
            add(new Copy(push(opcode == Opcodes.LLOAD || opcode == Opcodes.DLOAD ? 2 : 1), local));
        }
    }

    private void field(int opcode, FieldInsnNode node) {
        demand(Descriptors.isField(node.desc));
        FieldRef field = new FieldRef(node.owner, node.name, node.desc);
        int size = Type.getType(node.desc).getSize();
        switch (opcode) {
            case Opcodes.GETSTATIC -> add(new ReadField(push(size), NONE, field));
            case Opcodes.PUTSTATIC -> add(new WriteField(NONE, field, pop()));
            case Opcodes.GETFIELD -> {
                int object = pop();
                add(new ReadField(push(size), object, field));
            }
            default -> {
                int value = pop();
                add(new WriteField(pop(), field, value));
            }
        }
    }

    /** The index has checked what calls name, but not the rest. */
    private static void demand(boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException("its code has a descriptor that can't be");
        }
    }

    private List<Integer> arguments(String descriptor) {
        List<Integer> arguments = new ArrayList<>();
        for (int i = Type.getArgumentTypes(descriptor).length; i > 0; i--) {
            arguments.add(pop());
        }
        Collections.reverse(arguments);
        return arguments;
    }

    private int result(String descriptor) {
        int size = Type.getReturnType(descriptor).getSize();
        return size == 0 ? NONE : push(size);
    }

    private void call(MethodInsnNode node) {
        CallKind kind = CodeScan.kind(node.getOpcode());
        List<Integer> arguments = arguments(node.desc);
        int receiver = kind == CallKind.STATIC ? NONE : pop();
        AbstractInsnNode next = node.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        boolean used = next == null || next.getOpcode() != Opcodes.POP && next.getOpcode() != Opcodes.POP2;
        MethodRef method = new MethodRef(node.owner, node.name, node.desc);
        add(new Call(result(node.desc), kind, method, node.itf, receiver, arguments, used));
    }

    private void dynamic(InvokeDynamicInsnNode node) {
        demand(Descriptors.isMethod(node.desc));
        List<Integer> operands = arguments(node.desc);
        int to = result(node.desc);
        if (to == NONE) {
            return;
        }
        Handle body = node.bsm.getOwner().equals(LAMBDAS) ? body(node) : null;
        Type type = Type.getReturnType(node.desc);
        if (body == null || type.getSort() != Type.OBJECT) {
            add(new Unknown(to, operands));
            return;
        }
        MethodRef method = new MethodRef(body.getOwner(), body.getName(), body.getDesc());
        add(new MakeLambda(to, type.getInternalName(), kind(body), method, operands));
    }

    /** What the lambda runs. */
    private static @Nullable Handle body(InvokeDynamicInsnNode node) {
        boolean isMethod = node.bsmArgs.length > 1
                && node.bsmArgs[1] instanceof Handle handle
                && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL;
        return isMethod ? (Handle) node.bsmArgs[1] : null;
    }

    private static CallKind kind(Handle handle) {
        return switch (handle.getTag()) {
            case Opcodes.H_INVOKESTATIC -> CallKind.STATIC;
            case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> CallKind.SPECIAL;
            case Opcodes.H_INVOKEINTERFACE -> CallKind.INTERFACE;
            default -> CallKind.VIRTUAL;
        };
    }

    private void jump(int opcode) {
        switch (opcode) {
            case Opcodes.GOTO -> add(new Jump(0));
            case Opcodes.IFNULL -> add(new Branch(Comparison.EQ, pop(), NONE, true, 0));
            case Opcodes.IFNONNULL -> add(new Branch(Comparison.NE, pop(), NONE, true, 0));
            case Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFLT, Opcodes.IFGE, Opcodes.IFGT, Opcodes.IFLE ->
                add(new Branch(comparison(opcode - Opcodes.IFEQ), pop(), NONE, false, 0));
            default -> {
                boolean references = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
                int right = pop();
                int base = references ? Opcodes.IF_ACMPEQ : Opcodes.IF_ICMPEQ;
                add(new Branch(comparison(opcode - base), pop(), right, references, 0));
            }
        }
    }

    private static Comparison comparison(int offset) {
        return switch (offset) {
            case 0 -> Comparison.EQ;
            case 1 -> Comparison.NE;
            case 2 -> Comparison.LT;
            case 3 -> Comparison.GE;
            case 4 -> Comparison.GT;
            default -> Comparison.LE;
        };
    }

    private void load(Object value) {
        Constant constant;
        if (value instanceof Integer i) {
            constant = new Constant.Int(i);
        } else if (value instanceof String text) {
            constant = new Constant.Text(text);
        } else if (value instanceof Type type && type.getSort() >= Type.ARRAY && type.getSort() <= Type.OBJECT) {
            constant = new Constant.ClassLiteral(type.getInternalName());
        } else {
            constant = new Constant.Other(value.getClass().getSimpleName() + ":" + value);
        }
        add(new Load(push(value instanceof Long || value instanceof Double ? 2 : 1), constant));
    }

    private void integer(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            pop();
            add(new Allocate(push(1), "[" + "ZCFDBSIJ".charAt(operand - Opcodes.T_BOOLEAN)));
        } else {
            add(new Load(push(1), new Constant.Int(operand)));
        }
    }

    private void type(int opcode, String type) {
        switch (opcode) {
            case Opcodes.NEW -> add(new Allocate(push(1), type));
            case Opcodes.ANEWARRAY -> {
                pop();
                add(new Allocate(push(1), type.startsWith("[") ? "[" + type : "[L" + type + ";"));
            }
            case Opcodes.INSTANCEOF -> {
                int object = pop();
                add(new Operate(push(1), "instanceof " + type, object, NONE));
            }
            default -> {
                // CHECKCAST leaves the value in its register.
                stack.size(0);
            }
        }
    }

    private void plain(int opcode) {
        if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1) {
            constant(opcode);
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            int index = pop();
            int array = pop();
            add(new ReadElement(push(opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD ? 2 : 1), array, index));
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            int value = pop();
            int index = pop();
            add(new WriteElement(pop(), index, value));
        } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
            shuffle(opcode);
        } else if (opcode >= Opcodes.IADD && opcode <= Opcodes.DCMPG) {
            operate(opcode);
        } else {
            end(opcode);
        }
    }

    private void end(int opcode) {
        switch (opcode) {
            case Opcodes.RETURN -> add(new Return(NONE));
            case Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN ->
                add(new Return(pop()));
            case Opcodes.ATHROW -> add(new Throw(pop()));
            case Opcodes.ARRAYLENGTH -> {
                int array = pop();
                add(new Operate(push(1), "length", array, NONE));
            }
            case Opcodes.MONITORENTER -> add(new EnterMonitor(pop()));
            case Opcodes.MONITOREXIT -> add(new ExitMonitor(pop()));
            default -> throw new IllegalArgumentException("opcode " + opcode);
        }
    }

    private void constant(int opcode) {
        if (opcode == Opcodes.ACONST_NULL) {
            add(new Load(push(1), new Constant.Null()));
        } else if (opcode <= Opcodes.ICONST_5) {
            add(new Load(push(1), new Constant.Int(opcode - Opcodes.ICONST_0)));
        } else if (opcode <= Opcodes.LCONST_1) {
            add(new Load(push(2), new Constant.Other("Long:" + (opcode - Opcodes.LCONST_0))));
        } else if (opcode <= Opcodes.FCONST_2) {
            add(new Load(push(1), new Constant.Other("Float:" + (float) (opcode - Opcodes.FCONST_0))));
        } else {
            add(new Load(push(2), new Constant.Other("Double:" + (double) (opcode - Opcodes.DCONST_0))));
        }
    }

    private void operate(int opcode) {
        boolean unary =
                opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG || opcode >= Opcodes.I2L && opcode <= Opcodes.I2S;
        int right = unary ? NONE : pop();
        int left = pop();
        add(new Operate(push(resultSize(opcode)), operator(opcode), left, right));
    }

    private static String operator(int opcode) {
        return switch (opcode) {
            case Opcodes.IAND -> Instruction.AND;
            case Opcodes.IOR -> Instruction.OR;
            default -> "operation " + opcode;
        };
    }

    private static int resultSize(int opcode) {
        if (opcode <= Opcodes.DREM || opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) {
            return opcode % 2 == 1 ? 2 : 1; // IADD is even; the four types alternate int, long, float, double
        }
        if (opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR) {
            return opcode % 2 == 1 ? 2 : 1;
        }
        return switch (opcode) {
            case Opcodes.I2L, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L -> 2;
            default -> 1;
        };
    }

    /** Stack instructions move whole entries; which ones depends on their sizes (JVMS §6.5, the forms of dup). */
    private void shuffle(int opcode) {
        switch (opcode) {
            case Opcodes.POP -> pop();
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
            taken += stack.size(from + entries);
        }
        return entries;
    }

    private void take(int words) {
        for (int i = entries(words, 0); i > 0; i--) {
            pop();
        }
    }

    private void duplicate(int words, int below) {
        int top = entries(words, 0);
        int under = entries(below, top);
        if (top == 1 && under == 0) {
            int size = stack.size(0);
            int from = pop();
            push(size);
            add(new Copy(push(size), from));
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
            sizes[i] = stack.size(count - 1 - i);
        }
        for (int i = count - 1; i >= 0; i--) {
            from[i] = pop();
        }
        int scratch = stack.scratch(order.length);
        for (int i = 0; i < count; i++) {
            add(new Copy(scratch + i, from[i]));
        }
        for (int index : order) {
            add(new Copy(push(sizes[index]), scratch + index));
        }
        deepest = Math.max(deepest, stack.depth() + count);
    }

    @Override
    public String toString() {
        return instructions + " over " + Arrays.toString(stack.sizes());
    }
}
