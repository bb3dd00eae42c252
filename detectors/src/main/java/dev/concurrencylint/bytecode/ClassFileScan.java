package dev.concurrencylint.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The members of a class file by their places in it (JVMS §4.1), without a visitor: the index looks at every class, and most of what a
 * visitor would be told is of no use to it.
 *
 * <p>Broken files end in a {@code RuntimeException} of any kind.
 */
final class ClassFileScan {
    private static final int SYNTHETIC = 0x1000;

    /**
     * A field or method.
     *
     * @param declared internal names of the exceptions
     * @param code where the content of its Code attribute begins, -1 for none
     */
    record Member(int access, String name, String descriptor, List<String> declared, int code) {}

    private final ClassReader reader;
    private final char[] buffer;
    private final List<Member> fields;
    private final List<Member> methods;
    private int at;
    private int bootstraps = -1;

    ClassFileScan(ClassReader reader) {
        this.reader = reader;
        this.buffer = new char[reader.getMaxStringLength()];
        at = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
        fields = members();
        methods = members();
        attributes();
    }

    /** Room for the longest string of the file, for whoever reads on. */
    char[] buffer() {
        return buffer;
    }

    int access() {
        return reader.readUnsignedShort(reader.header);
    }

    String name() {
        return reader.readClass(reader.header + 2, buffer);
    }

    /** Null for {@code java.lang.Object}. */
    @Nullable
    String superName() {
        return reader.readUnsignedShort(reader.header + 4) == 0 ? null : reader.readClass(reader.header + 4, buffer);
    }

    List<String> interfaces() {
        return classes(reader.header + 6);
    }

    List<Member> fields() {
        return fields;
    }

    List<Member> methods() {
        return methods;
    }

    /** Where the bootstrap method of that index stands; its arguments follow. */
    int bootstrap(int index) {
        if (bootstraps < 0) {
            throw new IllegalArgumentException("no bootstrap methods");
        }
        int place = bootstraps + 2;
        for (int i = 0; i < index; i++) {
            place += 4 + 2 * reader.readUnsignedShort(place + 2);
        }
        return place;
    }

    private List<Member> members() {
        int count = reader.readUnsignedShort(at);
        at += 2;
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(member());
        }
        return members;
    }

    private Member member() {
        int access = reader.readUnsignedShort(at);
        String name = text(at + 2);
        String descriptor = text(at + 4);
        int attributes = reader.readUnsignedShort(at + 6);
        at += 8;
        int code = -1;
        List<String> declared = List.of();
        for (int i = 0; i < attributes; i++) {
            String attribute = text(at);
            int content = at + 6;
            if (attribute.equals("Code")) {
                code = content;
            } else if (attribute.equals("Exceptions")) {
                declared = classes(content);
            } else if (attribute.equals("Synthetic")) {
                access |= SYNTHETIC; // before Java 5 there was no flag
            }
            next();
        }
        return new Member(access, name, descriptor, declared, code);
    }

    private void attributes() {
        int count = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            if (text(at).equals("BootstrapMethods")) {
                bootstraps = at + 6;
            }
            next();
        }
    }

    /** Past the attribute, whose length has to be possible. */
    private void next() {
        int length = reader.readInt(at + 2);
        if (length < 0) {
            throw new IllegalArgumentException("an attribute of negative length");
        }
        at += 6 + length;
        reader.readByte(at - 1);
    }

    private List<String> classes(int place) {
        int count = reader.readUnsignedShort(place);
        List<String> classes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            classes.add(reader.readClass(place + 2 + 2 * i, buffer));
        }
        return List.copyOf(classes);
    }

    private String text(int place) {
        String text = reader.readUTF8(place, buffer);
        if (text == null) {
            throw new IllegalArgumentException("a name is missing");
        }
        return text;
    }
}
