package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.program.Monitors;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Finds the synchronized statements of a method. The code of most methods doesn't even hold the byte of the instruction, and is not
 * walked. Compilers put the object on the stack, keep a copy in a variable, and enter its monitor.
 */
final class MonitorScan {
    private static final int CLASS = 7; // JVMS table 4.4-A
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;
    private static final int ALOAD_0 = 42;
    private static final int ALOAD_3 = 45;
    private static final int ASTORE_0 = 75;
    private static final int ASTORE_3 = 78;
    private static final Monitors UNKNOWN = new Monitors(List.of(), false, false, true);

    private final ClassReader reader;
    private final char[] buffer;
    private final boolean hasThis;
    private final int code;
    private final int length;
    private final List<Integer> starts = new ArrayList<>();
    private final List<FieldRef> fields = new ArrayList<>();
    private boolean ofThis;
    private boolean ofClass;
    private boolean others;

    private MonitorScan(ClassReader reader, char[] buffer, ClassFileScan.Member method) {
        this.reader = reader;
        this.buffer = buffer;
        this.hasThis = !Modifier.isStatic(method.access());
        this.code = method.code() + 8;
        this.length = reader.readInt(method.code() + 4);
    }

    /** The statements of the method. Of code that is broken it says that there may be some: whoever reads it will tell why it can't. */
    static Monitors scan(ClassReader reader, byte[] bytes, char[] buffer, ClassFileScan.Member method) {
        if (method.code() < 0) {
            return Monitors.NONE;
        }
        MonitorScan scan = new MonitorScan(reader, buffer, method);
        if (!scan.holdsTheByte(bytes)) {
            return Monitors.NONE;
        }
        try {
            scan.walk();
        } catch (RuntimeException e) {
            return UNKNOWN;
        }
        Monitors monitors = new Monitors(scan.fields, scan.ofThis, scan.ofClass, scan.others);
        return monitors.any() ? monitors : Monitors.NONE;
    }

    private boolean holdsTheByte(byte[] bytes) {
        int end = Math.min(code + length, bytes.length);
        for (int at = code; at < end; at++) {
            if (bytes[at] == (byte) Opcodes.MONITORENTER) {
                return true;
            }
        }
        return false;
    }

    private void walk() {
        for (int at = 0; at < length; ) {
            int opcode = opcode(at);
            if (opcode == Opcodes.MONITORENTER) {
                statement(at);
            }
            starts.add(at);
            at += CodeScan.lengthAt(reader, code, length, at, opcode);
        }
    }

    private int opcode(int at) {
        return reader.readByte(code + at);
    }

    private void statement(int enter) {
        int place = starts.size() - 1;
        if (place >= 1 && isStore(opcode(starts.get(place))) && opcode(starts.get(place - 1)) == Opcodes.DUP) {
            place -= 2;
        }
        int pushed = place < 0 ? 0 : opcode(starts.get(place));
        boolean onThis = place >= 1 && loadsThis(starts.get(place - 1));
        if (isEmpty(enter + 1)) {
            others = true;
        } else if (place >= 0 && loadsThis(starts.get(place))) {
            ofThis = true;
        } else if (place >= 0 && loadsOwnClass(starts.get(place), pushed)) {
            ofClass = true;
        } else if (pushed == Opcodes.GETSTATIC || pushed == Opcodes.GETFIELD && onThis) {
            fields.add(field(starts.get(place)));
        } else {
            others = true;
        }
    }

    private static boolean isStore(int opcode) {
        return opcode == Opcodes.ASTORE || opcode >= ASTORE_0 && opcode <= ASTORE_3;
    }

    private boolean loadsThis(int at) {
        return hasThis && (opcode(at) == ALOAD_0 || opcode(at) == Opcodes.ALOAD && opcode(at + 1) == 0);
    }

    /** Whether nothing but constants and its object are put on the stack before the monitor is left. */
    private boolean isEmpty(int at) {
        int next = at;
        while (next < length && isPush(opcode(next))) {
            next += CodeScan.lengthAt(reader, code, length, next, opcode(next));
        }
        return next < length && opcode(next) == Opcodes.MONITOREXIT;
    }

    private static boolean isPush(int opcode) {
        return opcode >= Opcodes.ACONST_NULL && opcode <= LDC2_W
                || opcode == Opcodes.ALOAD
                || opcode >= ALOAD_0 && opcode <= ALOAD_3;
    }

    private boolean loadsOwnClass(int at, int opcode) {
        int index = opcode == Opcodes.LDC ? opcode(at + 1) : 0;
        if (opcode == LDC_W) {
            index = reader.readUnsignedShort(code + at + 1);
        }
        int item = index == 0 ? 0 : reader.getItem(index);
        return item != 0
                && reader.readByte(item - 1) == CLASS
                && reader.readUnsignedShort(item) == reader.readUnsignedShort(ownClass());
    }

    /** Where the constant of the class itself stands. */
    private int ownClass() {
        return reader.getItem(reader.readUnsignedShort(reader.header + 2));
    }

    private FieldRef field(int at) {
        int item = reader.getItem(reader.readUnsignedShort(code + at + 1));
        int named = reader.getItem(reader.readUnsignedShort(item + 2));
        return new FieldRef(
                reader.readClass(item, buffer), reader.readUTF8(named, buffer), reader.readUTF8(named + 2, buffer));
    }
}
