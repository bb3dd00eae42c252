package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
    private int[] bootstraps = {};
    private String source = "";
    private boolean annotated;
    private @Nullable MethodRef enclosing;

    ClassFileScan(ClassReader reader) {
        this.reader = reader;
        this.buffer = new char[reader.getMaxStringLength()];
        at = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
        fields = members(Descriptors::isField);
        methods = members(Descriptors::isMethod);
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
        return className(reader.header + 2);
    }

    /** Whether anything is annotated: the class, a field, a method or a parameter. */
    boolean annotated() {
        return annotated;
    }

    /** The simple name of the source file, empty where the file does not tell. */
    String source() {
        return source;
    }

    /** The method that a local or anonymous class stands in, without a name where it stands in none; null for other classes. */
    @Nullable
    MethodRef enclosing() {
        return enclosing;
    }

    /** Null for {@code java.lang.Object}. */
    @Nullable
    String superName() {
        return reader.readUnsignedShort(reader.header + 4) == 0 ? null : className(reader.header + 4);
    }

    List<String> interfaces() {
        return classNames(reader.header + 6);
    }

    List<Member> fields() {
        return fields;
    }

    List<Member> methods() {
        return methods;
    }

    /** Where the bootstrap method of that index stands; its arguments follow. */
    int bootstrap(int index) {
        if (index >= bootstraps.length) {
            throw new IllegalArgumentException("it has no bootstrap method " + index);
        }
        return bootstraps[index];
    }

    private List<Member> members(Predicate<String> isDescriptor) {
        int count = reader.readUnsignedShort(at);
        at += 2;
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Member member = member();
            if (!Descriptors.isMember(member.name()) || !isDescriptor.test(member.descriptor())) {
                throw new IllegalArgumentException("a member has a name or a descriptor that can't be");
            }
            members.add(member);
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
                demand(2 + 2 * reader.readUnsignedShort(content));
                declared = classNames(content);
            } else if (attribute.equals("Synthetic")) {
                access |= SYNTHETIC; // before Java 5 there was no flag
            } else {
                annotated |= isOfAnnotations(attribute);
            }
            next();
        }
        return new Member(access, name, descriptor, declared, code);
    }

    private void attributes() {
        int count = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            String attribute = text(at);
            if (attribute.equals("BootstrapMethods")) {
                bootstraps = bootstraps(at + 6);
            } else if (attribute.equals("SourceFile")) {
                source = text(at + 6);
            } else if (attribute.equals("EnclosingMethod")) {
                demand(4);
                enclosing = enclosing(at + 6);
            } else {
                annotated |=
                        isOfAnnotations(attribute) || attribute.equals("Record"); // whose components have their own
            }
            next();
        }
    }

    private MethodRef enclosing(int content) {
        int method = reader.readUnsignedShort(content + 2);
        return method == 0
                ? new MethodRef(className(content), "", "")
                : new MethodRef(className(content), text(reader.getItem(method)), text(reader.getItem(method) + 2));
    }

    private static boolean isOfAnnotations(String attribute) {
        return attribute.startsWith("Runtime");
    }

    private int[] bootstraps(int content) {
        int[] places = new int[reader.readUnsignedShort(content)];
        int place = content + 2;
        for (int i = 0; i < places.length; i++) {
            places[i] = place;
            place += 4 + 2 * reader.readUnsignedShort(place + 2);
        }
        demand(place - content);
        return places;
    }

    /** The attribute has to be so long that what it says it holds is in it. */
    private void demand(int length) {
        if (length > reader.readInt(at + 2)) {
            throw new IllegalArgumentException("an attribute is shorter than what it holds");
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

    private List<String> classNames(int place) {
        int count = reader.readUnsignedShort(place);
        List<String> classes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            classes.add(className(place + 2 + 2 * i));
        }
        return List.copyOf(classes);
    }

    /** The internal name of the class whose constant's index stands at the place. */
    String className(int place) {
        String name = reader.readClass(place, buffer);
        if (name == null || !Descriptors.isClass(name)) {
            throw new IllegalArgumentException("a class has a name that can't be");
        }
        return name;
    }

    private String text(int place) {
        String text = reader.readUTF8(place, buffer);
        if (text == null) {
            throw new IllegalArgumentException("a name is missing");
        }
        return text;
    }
}
