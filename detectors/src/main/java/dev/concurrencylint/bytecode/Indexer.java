package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One pass over a class file that keeps what the index needs. Safe for several threads. */
final class Indexer {
    private final ConcurrentHashMap<MethodRef, MethodRef> refs = new ConcurrentHashMap<>();

    /** @throws RuntimeException of any kind if the class file is broken: ASM does not promise which */
    ClassInfo index(byte[] bytes, boolean underAnalysis) {
        ClassReader reader = Readers.of(bytes);
        Visitor visitor = new Visitor(Readers.major(bytes), underAnalysis);
        reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return visitor.result();
    }

    MethodRef shared(MethodRef ref) {
        MethodRef known = refs.putIfAbsent(ref, ref);
        return known == null ? ref : known;
    }

    private final class Visitor extends ClassVisitor {
        private final int major;
        private final boolean underAnalysis;
        private final List<FieldInfo> fields = new ArrayList<>();
        private final List<MethodInfo> methods = new ArrayList<>();
        private String name = "";
        private @Nullable String superName;
        private List<String> interfaces = List.of();
        private int access;

        Visitor(int major, boolean underAnalysis) {
            super(Opcodes.ASM9);
            this.major = major;
            this.underAnalysis = underAnalysis;
        }

        ClassInfo result() {
            return new ClassInfo(
                    name,
                    superName,
                    interfaces,
                    access,
                    major,
                    List.copyOf(fields),
                    List.copyOf(methods),
                    underAnalysis);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            this.name = name;
            this.access = access;
            this.superName = superName;
            this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            fields.add(new FieldInfo(name, descriptor, access));
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodRef ref = shared(new MethodRef(this.name, name, descriptor));
            List<String> declared = exceptions == null ? List.of() : List.of(exceptions);
            return new MethodIndexer(Indexer.this, ref, access, declared, methods::add);
        }
    }
}
