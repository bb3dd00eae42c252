package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Mentions;
import dev.concurrencylint.program.MethodBody;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;

/** Reads what the index needs of class files: names, members and mentions at once, code when it is asked for. Safe for several threads. */
final class Indexer {
    private static final int CLASS = 7; // JVMS table 4.4-A
    private static final int FIELD_REF = 9;
    private static final int METHOD_REF = 10;
    private static final int INTERFACE_METHOD_REF = 11;
    private static final int METHOD_HANDLE = 15;

    private final ConcurrentHashMap<MethodRef, MethodRef> refs = new ConcurrentHashMap<>(1 << 14);

    /**
     * Indexes a class but for its code.
     *
     * @param code gives the code later
     * @throws RuntimeException of any kind if the class file is broken: ASM does not promise which
     */
    ClassInfo index(byte[] bytes, ClassCode code, Standing standing) {
        ClassReader reader = Readers.of(bytes);
        ClassFileScan file = new ClassFileScan(reader);
        String name = file.name();
        List<FieldInfo> fields = new ArrayList<>();
        for (ClassFileScan.Member field : file.fields()) {
            fields.add(new FieldInfo(field.name(), field.descriptor(), field.access()));
        }
        List<MethodInfo> methods = new ArrayList<>();
        for (ClassFileScan.Member method : file.methods()) {
            MethodRef ref = new MethodRef(name, method.name(), method.descriptor());
            methods.add(new MethodInfo(
                    ref,
                    method.access(),
                    method.declared(),
                    MonitorScan.scan(reader, bytes, file.buffer(), method),
                    code.of(method.name() + method.descriptor())));
        }
        return new ClassInfo(
                name,
                file.superName(),
                file.interfaces(),
                file.access(),
                Readers.major(bytes),
                List.copyOf(fields),
                List.copyOf(methods),
                standing.isOfProgram() && file.annotated() ? SuppressionScan.scan(reader) : List.of(),
                standing.isOfProgram() ? mentions(reader, bytes) : Mentions.NONE,
                standing == Standing.ANALYSED);
    }

    /** What is kept of the code of all methods, by name and descriptor. */
    Map<String, MethodBody> bodies(byte[] bytes) {
        ClassReader reader = Readers.of(bytes);
        ClassFileScan file = new ClassFileScan(reader);
        MemberRefs members = new MemberRefs(reader, file.buffer(), this::shared);
        Map<String, MethodBody> bodies = new HashMap<>();
        for (ClassFileScan.Member method : file.methods()) {
            if (method.code() >= 0) {
                bodies.put(method.name() + method.descriptor(), CodeScan.scan(reader, file, method.code(), members));
            }
        }
        return bodies;
    }

    private static Mentions mentions(ClassReader reader, byte[] bytes) {
        int count = reader.getItemCount();
        int[] hashes = new int[count];
        int size = 0;
        for (int i = 1; i < count; i++) {
            int item = reader.getItem(i);
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            if (tag == METHOD_REF || tag == INTERFACE_METHOD_REF) {
                int named = reader.getItem(reader.readUnsignedShort(item + 2));
                int name = hash(reader, bytes, named, 0);
                int whole = hash(reader, bytes, named + 2, name);
                if (Mentions.isConstructor(name)) {
                    whole = hash(reader, bytes, reader.getItem(reader.readUnsignedShort(item)), whole);
                }
                hashes[size++] = whole;
            } else if (tag == FIELD_REF) {
                int named = reader.getItem(reader.readUnsignedShort(item + 2));
                hashes[size++] = Mentions.ofField(hash(reader, bytes, named, 0));
            } else if (tag == CLASS) {
                int name = hash(reader, bytes, item, 0);
                if (Mentions.isKeptClass(name)) {
                    hashes[size++] = Mentions.ofClass(name);
                }
            } else if (tag == METHOD_HANDLE) {
                int method = reader.getItem(reader.readUnsignedShort(item + 1));
                int kind = method == 0 ? 0 : reader.readByte(method - 1);
                if (kind == METHOD_REF || kind == INTERFACE_METHOD_REF) {
                    int named = reader.getItem(reader.readUnsignedShort(method + 2));
                    int whole = hash(reader, bytes, named + 2, hash(reader, bytes, named, 0));
                    hashes[size++] = Mentions.ofHandle(
                            hash(reader, bytes, reader.getItem(reader.readUnsignedShort(method)), whole));
                }
            }
        }
        return new Mentions(Arrays.copyOf(hashes, size));
    }

    /** The hash with the bytes of the string whose index stands there. */
    private static int hash(ClassReader reader, byte[] bytes, int indexAt, int hash) {
        int item = reader.getItem(reader.readUnsignedShort(indexAt));
        return Mentions.extend(hash, bytes, item + 2, item + 2 + reader.readUnsignedShort(item));
    }

    MethodRef shared(MethodRef ref) {
        MethodRef known = refs.putIfAbsent(ref, ref);
        return known == null ? ref : known;
    }
}
