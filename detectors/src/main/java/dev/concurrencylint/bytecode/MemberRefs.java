package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** The fields and methods that the code of one class names, each read from the constant pool (JVMS §4.4.2) once. */
final class MemberRefs {
    private final ClassReader reader;
    private final char[] buffer;
    private final UnaryOperator<MethodRef> shared;
    private final @Nullable MethodRef[] methods;
    private final @Nullable FieldRef[] fields;

    /** @param shared gives the object that stands for all equal ones */
    MemberRefs(ClassReader reader, char[] buffer, UnaryOperator<MethodRef> shared) {
        this.reader = reader;
        this.buffer = buffer;
        this.shared = shared;
        this.methods = new MethodRef[reader.getItemCount()];
        this.fields = new FieldRef[reader.getItemCount()];
    }

    /**
     * The method of that constant.
     *
     * @throws RuntimeException of any kind if it is none, or one that can't be
     */
    MethodRef method(int index) {
        MethodRef known = methods[index];
        if (known == null) {
            int item = reader.getItem(index);
            int named = reader.getItem(reader.readUnsignedShort(item + 2));
            MethodRef method = new MethodRef(owner(item), text(named), text(named + 2));
            demand(Descriptors.isOwner(method.owner()) && Descriptors.isMember(method.name()));
            demand(Descriptors.isMethod(method.descriptor()));
            known = shared.apply(method);
            methods[index] = known;
        }
        return known;
    }

    /**
     * The field of that constant.
     *
     * @throws RuntimeException of any kind if it is none, or one that can't be
     */
    FieldRef field(int index) {
        FieldRef known = fields[index];
        if (known == null) {
            int item = reader.getItem(index);
            int named = reader.getItem(reader.readUnsignedShort(item + 2));
            known = new FieldRef(owner(item), text(named), text(named + 2));
            demand(Descriptors.isClass(known.owner()) && Descriptors.isMember(known.name()));
            demand(Descriptors.isField(known.descriptor()));
            fields[index] = known;
        }
        return known;
    }

    private String owner(int item) {
        return text(reader.getItem(reader.readUnsignedShort(item)));
    }

    private static void demand(boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException("its code names a member that can't be");
        }
    }

    private String text(int at) {
        String text = reader.readUTF8(at, buffer);
        if (text == null) {
            throw new IllegalArgumentException("a name is missing");
        }
        return text;
    }
}
