package dev.concurrencylint.bytecode;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Unknown;
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls, and what an invokedynamic makes. */
final class Invocations {
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final Emission out;

    Invocations(Emission out) {
        this.out = out;
    }

    void emit(MethodInsnNode node) {
        CallKind kind = CodeScan.kind(node.getOpcode());
        List<Integer> arguments = arguments(node.desc);
        int receiver = kind == CallKind.STATIC ? NONE : out.pop();
        AbstractInsnNode next = node.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        boolean used = next == null || next.getOpcode() != Opcodes.POP && next.getOpcode() != Opcodes.POP2;
        MethodRef method = new MethodRef(node.owner, node.name, node.desc);
        out.add(new Call(result(node.desc), kind, method, node.itf, receiver, arguments, used));
    }

    void emit(InvokeDynamicInsnNode node) {
        if (!Descriptors.isMethod(node.desc)) { // the index has checked what calls name, but not this
            throw new IllegalArgumentException("its code has a descriptor that can't be");
        }
        List<Integer> operands = arguments(node.desc);
        int to = result(node.desc);
        if (to == NONE) {
            return;
        }
        Handle body = node.bsm.getOwner().equals(LAMBDAS) ? body(node) : null;
        Type type = Type.getReturnType(node.desc);
        if (body == null || type.getSort() != Type.OBJECT) {
            out.add(new Unknown(to, operands));
            return;
        }
        MethodRef method = new MethodRef(body.getOwner(), body.getName(), body.getDesc());
        out.add(new MakeLambda(to, type.getInternalName(), kind(body), method, operands));
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

    private List<Integer> arguments(String descriptor) {
        List<Integer> arguments = new ArrayList<>();
        for (int i = Type.getArgumentTypes(descriptor).length; i > 0; i--) {
            arguments.add(out.pop());
        }
        Collections.reverse(arguments);
        return arguments;
    }

    private int result(String descriptor) {
        int size = Type.getReturnType(descriptor).getSize();
        return size == 0 ? NONE : out.push(size);
    }
}
