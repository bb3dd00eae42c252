package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.Getter;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what the index keeps of one method while ASM walks its instructions. */
final class MethodIndexer extends MethodVisitor {
    private record Try(Label start, Label end, String type) {}

    private record Call(int at, CallKind kind, MethodRef method) {}

    private record Thrown(int at, String type) {}

    private final Indexer indexer;
    private final MethodRef ref;
    private final int access;
    private final List<String> declared;
    private final Consumer<MethodInfo> result;

    private final List<Call> calls = new ArrayList<>();
    private final List<MethodRef> bodies = new ArrayList<>();
    private final List<Thrown> thrown = new ArrayList<>();
    private final List<FieldRef> written = new ArrayList<>();
    private final List<Try> tries = new ArrayList<>();
    private final Map<Label, Integer> positions = new HashMap<>();
    private int at;
    private int previous = -1;
    private @Nullable FieldRef read;
    private boolean readOnThis;
    private boolean getter;
    private @Nullable String fresh;
    private boolean returns;

    MethodIndexer(Indexer indexer, MethodRef ref, int access, List<String> declared, Consumer<MethodInfo> result) {
        super(Opcodes.ASM9);
        this.indexer = indexer;
        this.ref = ref;
        this.access = access;
        this.declared = declared;
        this.result = result;
    }

    private void step(int opcode) {
        at++;
        previous = opcode;
        fresh = null;
    }

    @Override
    public void visitLabel(Label label) {
        if (!tries.isEmpty()) { // the exception table comes before the code
            positions.put(label, at);
        }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        if (type != null) {
            tries.add(new Try(start, end, type));
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ATHROW && fresh != null) {
            thrown.add(new Thrown(at, fresh));
        }
        returns |= opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        getter = opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN && read != null && at == (readOnThis ? 2 : 1);
        step(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        step(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        step(opcode == Opcodes.ALOAD && index == 0 && at == 0 ? -2 : opcode);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        step(opcode);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        FieldRef field = new FieldRef(owner, name, descriptor);
        if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
            written.add(field);
        } else if (opcode == Opcodes.GETSTATIC && at == 0 || opcode == Opcodes.GETFIELD && at == 1 && previous == -2) {
            read = field;
            readOnThis = opcode == Opcodes.GETFIELD;
        }
        step(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
        MethodRef method = indexer.shared(new MethodRef(owner, name, descriptor));
        calls.add(new Call(at, kind(opcode), method));
        step(opcode);
        if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
            fresh = owner;
        } else {
            fresh = method.returnedClass();
        }
    }

    static CallKind kind(int opcode) {
        return switch (opcode) {
            case Opcodes.INVOKESTATIC -> CallKind.STATIC;
            case Opcodes.INVOKESPECIAL -> CallKind.SPECIAL;
            case Opcodes.INVOKEINTERFACE -> CallKind.INTERFACE;
            default -> CallKind.VIRTUAL;
        };
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                bodies.add(indexer.shared(new MethodRef(handle.getOwner(), handle.getName(), handle.getDesc())));
            }
        }
        step(Opcodes.INVOKEDYNAMIC);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        step(opcode);
    }

    @Override
    public void visitLdcInsn(Object value) {
        step(Opcodes.LDC);
    }

    @Override
    public void visitIincInsn(int index, int increment) {
        step(Opcodes.IINC);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        step(Opcodes.TABLESWITCH);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        step(Opcodes.LOOKUPSWITCH);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        step(Opcodes.MULTIANEWARRAY);
    }

    @Override
    public void visitEnd() {
        List<CallSite> sites = new ArrayList<>(calls.size());
        for (Call call : calls) {
            sites.add(new CallSite(call.kind(), call.method(), stopped(call.at())));
        }
        Set<String> leaving = new LinkedHashSet<>();
        for (Thrown exception : thrown) {
            List<String> stopped = stopped(exception.at());
            if (!stopped.contains(exception.type())
                    && !stopped.contains("java/lang/Throwable")
                    && !stopped.contains("java/lang/Exception")) {
                leaving.add(exception.type());
            }
        }
        FieldRef field = read;
        result.accept(new MethodInfo(
                ref,
                access,
                declared,
                List.copyOf(sites),
                List.copyOf(bodies),
                List.copyOf(leaving),
                List.copyOf(written),
                getter && field != null && !Type.getReturnType(ref.descriptor()).equals(Type.VOID_TYPE)
                        ? new Getter(field, readOnThis)
                        : null,
                returns,
                at));
    }

    private List<String> stopped(int position) {
        if (tries.isEmpty()) {
            return List.of();
        }
        Set<String> types = new LinkedHashSet<>();
        for (Try block : tries) {
            int start = positions.getOrDefault(block.start(), Integer.MAX_VALUE);
            int end = positions.getOrDefault(block.end(), 0);
            if (start <= position && position < end) {
                types.add(block.type());
            }
        }
        return List.copyOf(types);
    }
}
