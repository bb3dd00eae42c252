package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.Getter;
import dev.concurrencylint.program.MethodBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Walks the instructions of one method (JVMS §6.5) and collects what the index keeps of them. Positions are offsets in the code. */
final class CodeScan {
    private static final int WIDE = 196;
    private static final int METHOD_HANDLE = 15;

    /** Past this many exception handlers nothing is kept of a method, as if it had no code. */
    private static final int MOST_HANDLERS = 4_096;

    /** The lengths of the instructions by opcode, each a character; 0 where the length varies. */
    private static final String LENGTHS = lengths();

    private record Call(int at, CallKind kind, MethodRef method) {}

    private record Thrown(int at, String type) {}

    private final ClassReader reader;
    private final ClassFileScan file;
    private final MemberRefs members;
    private final int code;
    private final int length;
    private final List<Call> calls = new ArrayList<>();
    private final List<MethodRef> bodies = new ArrayList<>();
    private final List<Thrown> thrown = new ArrayList<>();
    private final Set<FieldRef> reads = new LinkedHashSet<>();
    private final List<FieldRef> written = new ArrayList<>();
    private final Set<FieldRef> made = new LinkedHashSet<>();
    private final Set<FieldRef> assigned = new LinkedHashSet<>();
    private @Nullable FieldRef read;
    private boolean readOnThis;
    private @Nullable Call called;
    private boolean returns;
    private int size;

    /**
     * Scans a method's code.
     *
     * @param at where the content of its Code attribute begins
     * @throws RuntimeException of any kind if the code is broken
     */
    static MethodBody scan(ClassReader reader, ClassFileScan file, int at, MemberRefs members) {
        CodeScan scan = new CodeScan(reader, file, at, members);
        if (scan.handlers() > MOST_HANDLERS) {
            return MethodBody.NONE;
        }
        scan.walk();
        return scan.result();
    }

    private CodeScan(ClassReader reader, ClassFileScan file, int at, MemberRefs members) {
        this.reader = reader;
        this.file = file;
        this.members = members;
        this.code = at + 8;
        this.length = reader.readInt(at + 4);
        int room = reader.readInt(at - 4) - 12; // what the attribute holds besides code and handlers
        if (length < 1 || length > room || 8 * handlers() > room - length) {
            throw new IllegalArgumentException("its code is longer than the attribute around it");
        }
    }

    private int handlers() {
        return reader.readUnsignedShort(code + length);
    }

    private static String lengths() {
        int[] runs = { // last opcode and length
            15, 1, 16, 2, 17, 3, 18, 2, 20, 3, 25, 2, 53, 1, 58, 2, 131, 1, 132, 3, 152, 1, 168, 3, 169, 2, 171, 0, 177,
            1, 184, 3, 186, 5, 187, 3, 188, 2, 189, 3, 191, 1, 193, 3, 195, 1, 196, 0, 197, 4, 199, 3, 201, 5, 255, 0
        };
        StringBuilder lengths = new StringBuilder(256);
        for (int i = 0; i < runs.length; i += 2) {
            while (lengths.length() <= runs[i]) {
                lengths.append((char) runs[i + 1]);
            }
        }
        return lengths.toString();
    }

    private void walk() {
        int at = 0;
        int last = 0;
        while (at < length) {
            int opcode = reader.readByte(code + at);
            if (opcode >= Opcodes.IRETURN) {
                called = look(opcode, at);
            } else {
                called = null;
            }
            last = opcode;
            size++;
            int known = LENGTHS.charAt(opcode);
            at += known > 0 ? known : lengthAt(reader, code, length, at, opcode);
        }
        if (at != length) {
            throw new IllegalArgumentException("the code ends inside an instruction");
        }
        if (size != (readOnThis ? 3 : 2) || last < Opcodes.IRETURN || last > Opcodes.ARETURN) {
            read = null;
        }
    }

    /** Takes what is to be kept of the instruction, and gives the call that it is. */
    private @Nullable Call look(int opcode, int at) {
        if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
            Call call = new Call(at, kind(opcode), members.method(reader.readUnsignedShort(code + at + 1)));
            calls.add(call);
            return call;
        }
        if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.PUTFIELD) {
            field(opcode, at);
        } else if (opcode <= Opcodes.RETURN) {
            returns = true;
        } else if (opcode == Opcodes.INVOKEDYNAMIC) {
            lambda(at);
        } else if (opcode == Opcodes.ATHROW) {
            raise(at);
        }
        return null;
    }

    /** Throws what the call before it has made or returned. */
    private void raise(int at) {
        String type = called == null
                ? null
                : constructs(called) ? called.method().owner() : called.method().returnedClass();
        if (type != null) {
            thrown.add(new Thrown(at, type));
        }
    }

    private static boolean constructs(Call call) {
        return call.kind() == CallKind.SPECIAL && call.method().name().equals("<init>");
    }

    /** The length of the instruction at that offset of the code. */
    static int lengthAt(ClassReader reader, int code, int length, int at, int opcode) {
        int known = LENGTHS.charAt(opcode);
        if (known > 0) {
            return known;
        }
        int operands = (at + 4) & ~3; // a switch is padded to a multiple of four
        long varying = switch (opcode) {
            case WIDE -> reader.readByte(code + at + 1) == Opcodes.IINC ? 6 : 4;
            case Opcodes.TABLESWITCH -> {
                long labels = 1L + reader.readInt(code + operands + 8) - reader.readInt(code + operands + 4);
                yield labels < 1 ? -1 : operands - at + 12 + 4 * labels;
            }
            case Opcodes.LOOKUPSWITCH -> {
                long labels = reader.readInt(code + operands + 4);
                yield labels < 0 ? -1 : operands - at + 8 + 8 * labels;
            }
            default -> throw new IllegalArgumentException("no instruction has the opcode " + opcode);
        };
        if (varying < 4 || varying > length - at) {
            throw new IllegalArgumentException("an instruction has a length that can't be");
        }
        return (int) varying;
    }

    private void field(int opcode, int at) {
        FieldRef field = members.field(reader.readUnsignedShort(code + at + 1));
        if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
            written.add(field);
            (called != null && constructs(called) ? made : assigned).add(field);
            return;
        }
        reads.add(field);
        if (opcode == Opcodes.GETSTATIC && size == 0) {
            read = field;
        } else if (opcode == Opcodes.GETFIELD && size == 1 && loadsThis()) {
            read = field;
            readOnThis = true;
        }
    }

    /** Whether the first instruction puts {@code this}, or the first parameter, on the stack. */
    private boolean loadsThis() {
        int first = reader.readByte(code);
        return first == 42 || first == Opcodes.ALOAD && reader.readByte(code + 1) == 0;
    }

    static CallKind kind(int opcode) {
        return switch (opcode) {
            case Opcodes.INVOKESTATIC -> CallKind.STATIC;
            case Opcodes.INVOKESPECIAL -> CallKind.SPECIAL;
            case Opcodes.INVOKEINTERFACE -> CallKind.INTERFACE;
            default -> CallKind.VIRTUAL;
        };
    }

    private void lambda(int at) {
        int bootstrap =
                file.bootstrap(reader.readUnsignedShort(reader.getItem(reader.readUnsignedShort(code + at + 1))));
        int count = reader.readUnsignedShort(bootstrap + 2);
        for (int i = 0; i < count; i++) {
            int item = reader.getItem(reader.readUnsignedShort(bootstrap + 4 + 2 * i));
            if (reader.readByte(item - 1) == METHOD_HANDLE && reader.readByte(item) >= Opcodes.H_INVOKEVIRTUAL) {
                bodies.add(members.method(reader.readUnsignedShort(item + 1)));
            }
        }
    }

    private MethodBody result() {
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
        made.removeAll(assigned);
        return new MethodBody(
                List.copyOf(sites),
                List.copyOf(bodies),
                List.copyOf(leaving),
                List.copyOf(reads),
                List.copyOf(written),
                List.copyOf(made),
                read == null ? null : new Getter(read, readOnThis),
                returns,
                size);
    }

    /** The types that handlers around the position catch. */
    private List<String> stopped(int position) {
        int table = code + length;
        int count = handlers();
        if (count == 0) {
            return List.of();
        }
        Set<String> types = new LinkedHashSet<>();
        for (int entry = table + 2; entry < table + 2 + 8 * count; entry += 8) {
            if (reader.readUnsignedShort(entry) <= position
                    && position < reader.readUnsignedShort(entry + 2)
                    && reader.readUnsignedShort(entry + 6) != 0) {
                types.add(file.className(entry + 6));
            }
        }
        return List.copyOf(types);
    }
}
