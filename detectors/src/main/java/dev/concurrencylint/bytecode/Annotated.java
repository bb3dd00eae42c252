package dev.concurrencylint.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The annotations of a class and of its methods. */
final class Annotated extends ClassVisitor {
    private final Set<String> ofClass = new HashSet<>();
    private final Map<String, Set<String>> ofMethods = new HashMap<>();

    Annotated() {
        super(Opcodes.ASM9);
    }

    /** Whether the method, by name and descriptor, or the class has one of them; internal names. */
    boolean has(String method, Set<String> annotations) {
        return annotations.stream().anyMatch(ofClass::contains)
                || annotations.stream().anyMatch(ofMethods.getOrDefault(method, Set.of())::contains);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        ofClass.add(Type.getType(descriptor).getInternalName());
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                ofMethods
                        .computeIfAbsent(name + descriptor, k -> new HashSet<>())
                        .add(Type.getType(annotation).getInternalName());
                return null;
            }
        };
    }
}
