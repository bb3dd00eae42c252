package dev.concurrencylint.walls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.specification.Root;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A record that writes out its equality compares all that it holds. */
final class EqualityTest {
    private static final String ONE_OF_ITS_NAME = "a program has one method of that class, name and descriptor";

    /** What an equality leaves out, with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "dev/concurrencylint/program/MethodInfo.access", ONE_OF_ITS_NAME,
            "dev/concurrencylint/program/MethodInfo.declared", ONE_OF_ITS_NAME,
            "dev/concurrencylint/program/MethodInfo.monitors", ONE_OF_ITS_NAME,
            "dev/concurrencylint/program/MethodInfo.body", ONE_OF_ITS_NAME);

    private static final String ONE_LINE =
            "a place is a line, whatever sources tell of it, and copies of one finally are one fault";

    private static final Map<String, String> LEFT_OUT_OF_RULES = Map.of(
            "dev/concurrencylint/rules/Place.spot", ONE_LINE,
            "dev/concurrencylint/rules/Place.range", ONE_LINE);

    @Test
    void noComponentIsForgotten() {
        assertThat(forgotten(classes("dev/concurrencylint/engine/Engine.class")))
                .containsExactlyInAnyOrderElementsOf(LEFT_OUT.keySet());
        assertThat(forgotten(classes("dev/concurrencylint/rules/Rule.class")))
                .containsExactlyInAnyOrderElementsOf(LEFT_OUT_OF_RULES.keySet());
    }

    /** Otherwise nothing would be compared. */
    @Test
    void whatIsForgottenIsSeen() {
        List<Class<?>> samples = List.of(Whole.class, Half.class, Itself.class, Other.class, Generated.class);
        Map<String, byte[]> classes = Root.holding(file(Whole.class)).files("", ".class");

        assertThat(forgotten(samples.stream()
                        .map(sample -> requireNonNull(classes.get(file(sample))))
                        .toList()))
                .extracting(component -> component.substring(component.indexOf('$') + 1))
                .containsExactly("Half.name", "Itself.name", "Other.name");
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private record Whole(int number, @Nullable String name) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Whole that
                            && number == that.number()
                            && (name == null ? that.name == null : name.equals(that.name));
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private record Half(int number, String name) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Half that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number * 31 + name.hashCode();
        }
    }

    private record Itself(int number, String name) {
        @Override
        @SuppressWarnings("SelfEquals") // on purpose
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Itself that && number == that.number && name.equals(name);
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private record Other(String name) {
        @Override
        @SuppressWarnings("SelfEquals") // on purpose
        public boolean equals(@Nullable Object other) {
            return other instanceof Other that && that.name().equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private record Generated(int number, String name) {}

    private static Collection<byte[]> classes(String one) {
        return Root.holding(one).files("dev/concurrencylint", ".class").values();
    }

    /** The components that the equalities do not read of both records. */
    private static SortedSet<String> forgotten(Collection<byte[]> classes) {
        SortedSet<String> forgotten = new TreeSet<>();
        for (byte[] bytes : classes) {
            ClassNode type = new ClassNode();
            new ClassReader(bytes).accept(type, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            if (type.recordComponents != null) {
                type.methods.stream()
                        .filter(EqualityTest::isWrittenEquality)
                        .forEach(equality -> addForgotten(type, equality, forgotten));
            }
        }
        return forgotten;
    }

    /** Whether it is not the equality that each record has from the compiler, which the JVM makes of all components. */
    private static boolean isWrittenEquality(MethodNode method) {
        if (!method.name.equals("equals") || !method.desc.equals("(Ljava/lang/Object;)Z")) {
            return false;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.INVOKEDYNAMIC) {
                return false;
            }
        }
        return true;
    }

    private static void addForgotten(ClassNode type, MethodNode equality, SortedSet<String> forgotten) {
        Set<String> ofThis = new HashSet<>();
        Set<String> ofOther = new HashSet<>();
        AbstractInsnNode before = null;
        for (AbstractInsnNode instruction : equality.instructions) {
            String component = read(type, instruction);
            if (component != null && before instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
                (load.var == 0 ? ofThis : ofOther).add(component);
            }
            before = instruction;
        }
        for (RecordComponentNode component : type.recordComponents) {
            if (!ofThis.contains(component.name) || !ofOther.contains(component.name)) {
                forgotten.add(type.name + '.' + component.name);
            }
        }
    }

    /** The component that the instruction reads, from its field or by its accessor; null for none. */
    private static @Nullable String read(ClassNode type, AbstractInsnNode instruction) {
        if (instruction instanceof FieldInsnNode field && field.owner.equals(type.name)) {
            return field.name;
        }
        return instruction instanceof MethodInsnNode call && call.owner.equals(type.name) && call.desc.startsWith("()")
                ? call.name
                : null;
    }
}
