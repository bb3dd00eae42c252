package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.DeclaredGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** What annotations say that has to be held: by the callers of a method, or by who uses a field. */
final class Promises {
    private Promises() {}

    /** The texts of the values of the annotations of those types, internal names. */
    static List<String> of(MethodNode method, Set<String> annotations) {
        List<String> texts = new ArrayList<>();
        add(method.visibleAnnotations, annotations, texts);
        add(method.invisibleAnnotations, annotations, texts);
        return texts;
    }

    /** The same for the fields of a class. */
    static List<DeclaredGuard> ofFields(ClassNode type, Set<String> annotations) {
        List<DeclaredGuard> guards = new ArrayList<>();
        for (FieldNode field : type.fields) {
            List<String> texts = new ArrayList<>();
            add(field.visibleAnnotations, annotations, texts);
            add(field.invisibleAnnotations, annotations, texts);
            texts.forEach(text -> guards.add(new DeclaredGuard(type.name, field.name, text, false)));
        }
        return guards;
    }

    private static void add(@Nullable List<AnnotationNode> nodes, Set<String> annotations, List<String> texts) {
        if (nodes == null) {
            return;
        }
        for (AnnotationNode node : nodes) {
            if (annotations.contains(Type.getType(node.desc).getInternalName()) && node.values != null) {
                for (int i = 1; i < node.values.size(); i += 2) {
                    addTexts(node.values.get(i), texts);
                }
            }
        }
    }

    private static void addTexts(Object value, List<String> texts) {
        if (value instanceof String text) {
            texts.add(text);
        } else if (value instanceof List<?> all) {
            all.forEach(one -> addTexts(one, texts));
        }
    }
}
