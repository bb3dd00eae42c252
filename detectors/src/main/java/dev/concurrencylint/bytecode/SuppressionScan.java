package dev.concurrencylint.bytecode;

import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** Finds the annotations of a class file that take back findings, whether they are kept for the running program or not. */
final class SuppressionScan extends ClassVisitor {
    private static final int UTF8 = 1; // JVMS table 4.4-A
    private static final String ENDING = "Warnings;";
    private static final String PACKAGE_INFO = "package-info";

    private final Set<Suppression> found = new TreeSet<>();
    private final Map<String, String> components = new LinkedHashMap<>();
    private final Set<String> statics = new HashSet<>();
    private final HiddenParameters hidden = new HiddenParameters();
    private String className = "";

    private SuppressionScan() {
        super(Opcodes.ASM9);
    }

    /**
     * Sorted.
     *
     * @throws RuntimeException of any kind if the class file is broken
     */
    static List<Suppression> scan(ClassReader reader) {
        if (!mayHaveSome(reader)) {
            return List.of();
        }
        SuppressionScan scan = new SuppressionScan();
        try {
            // Not without what debuggers need: the flags of parameters count as such.
            reader.accept(scan, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
        } catch (StackOverflowError e) { // ASM walks nested annotations by recursion
            throw new IllegalArgumentException("its annotations are nested too deeply", e);
        }
        return List.copyOf(scan.found);
    }

    /** Whether a string of the class file ends like the descriptor of such an annotation: most classes need no visitor. */
    private static boolean mayHaveSome(ClassReader reader) {
        int count = reader.getItemCount();
        for (int i = 1; i < count; i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == UTF8 && endsAlike(reader, item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAlike(ClassReader reader, int item) {
        int length = reader.readUnsignedShort(item);
        if (length < ENDING.length()) {
            return false;
        }
        for (int back = 1; back <= ENDING.length(); back++) {
            if (reader.readByte(item + 2 + length - back) != ENDING.charAt(ENDING.length() - back)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSuppression(String descriptor) {
        String name = descriptor.substring(Math.max(descriptor.lastIndexOf('/'), descriptor.lastIndexOf('$')) + 1);
        return name.equals("SuppressFBWarnings;") || name.equals("SuppressWarnings;");
    }

    private @Nullable AnnotationVisitor reading(
            String descriptor, Suppression.Target target, String member, int parameter, String component) {
        if (isSuppression(descriptor)) {
            return new Reading(Type.getType(descriptor).getClassName(), target, member, parameter, component);
        }
        return new AnnotationVisitor(Opcodes.ASM9) {
            /** Where an annotation is repeated, another one holds the list. */
            @Override
            public @Nullable AnnotationVisitor visitArray(@Nullable String name) {
                return "value".equals(name) ? this : null;
            }

            @Override
            public @Nullable AnnotationVisitor visitAnnotation(@Nullable String name, String one) {
                return isSuppression(one) ? reading(one, target, member, parameter, component) : null;
            }
        };
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        className = name.replace('/', '.');
        hidden.ofClass(name, access);
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outer, @Nullable String simple, int access) {
        hidden.ofInnerClass(name, outer, access);
    }

    @Override
    public void visitOuterClass(String owner, @Nullable String method, @Nullable String descriptor) {
        hidden.ofEnclosing(owner);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        boolean ofPackage = className.equals(PACKAGE_INFO) || className.endsWith("." + PACKAGE_INFO);
        return reading(descriptor, ofPackage ? Suppression.Target.PACKAGE : Suppression.Target.CLASS, "", -1, "");
    }

    /** The annotation of a component stands for its field, also where that has no copy. */
    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, @Nullable String signature) {
        components.put(name, descriptor);
        return new RecordComponentVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return reading(annotation, Suppression.Target.FIELD, name, -1, name);
            }
        };
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        hidden.ofField(name, access);
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return reading(annotation, Suppression.Target.FIELD, name, -1, ofField(name, access));
            }
        };
    }

    private String ofField(String name, int access) {
        return (access & Opcodes.ACC_STATIC) == 0 && components.containsKey(name) ? name : "";
    }

    private String ofAccessor(String name, String descriptor) {
        String type = components.get(name);
        return type != null && descriptor.equals("()" + type) ? name : "";
    }

    private String ofParameter(String name, String descriptor, int place) {
        boolean canonical =
                name.equals("<init>") && descriptor.equals("(" + String.join("", components.values()) + ")V");
        return canonical && place < components.size()
                ? List.copyOf(components.keySet()).get(place)
                : "";
    }

    /** Copies that compilers make of methods have copies of their annotations. */
    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0) {
            return null;
        }
        int receiver = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        if (receiver == 0) {
            statics.add(name + descriptor);
        }
        HiddenParameters.Order order = hidden.order(descriptor);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitParameter(@Nullable String parameter, int flags) {
                order.add(flags);
            }

            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return reading(
                        annotation, Suppression.Target.METHOD, name + descriptor, -1, ofAccessor(name, descriptor));
            }

            /** Of the constructors of inner classes and enums, some compilers do not count what the source does not show. */
            @Override
            public void visitAnnotableParameterCount(int count, boolean visible) {
                order.annotated(count);
            }

            @Override
            public @Nullable AnnotationVisitor visitParameterAnnotation(
                    int parameter, String annotation, boolean visible) {
                int place = order.place(parameter);
                return reading(
                        annotation,
                        Suppression.Target.PARAMETER,
                        name + descriptor,
                        place + receiver,
                        ofParameter(name, descriptor, place));
            }
        };
    }

    /** The members of one annotation. */
    private final class Reading extends AnnotationVisitor {
        private final String annotation;
        private final Suppression.Target target;
        private final String member;
        private final int parameter;
        private final String component;
        private final List<String> words = new ArrayList<>();
        private String match = "";
        private String justification = "";

        Reading(String annotation, Suppression.Target target, String member, int parameter, String component) {
            super(Opcodes.ASM9);
            this.annotation = annotation;
            this.target = target;
            this.member = member;
            this.parameter = parameter;
            this.component = component;
        }

        @Override
        public void visit(@Nullable String name, Object value) {
            if ("value".equals(name) && value instanceof String word) {
                words.add(word);
            } else if ("justification".equals(name) && value instanceof String text) {
                justification = text;
            }
        }

        @Override
        public void visitEnum(@Nullable String name, String descriptor, String value) {
            if ("matchType".equals(name)) {
                match = value;
            }
        }

        @Override
        public @Nullable AnnotationVisitor visitArray(@Nullable String name) {
            if (!"value".equals(name)) {
                return null;
            }
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(@Nullable String element, Object value) {
                    if (value instanceof String word) {
                        words.add(word);
                    }
                }
            };
        }

        @Override
        public void visitEnd() {
            found.add(new Suppression(
                    annotation,
                    target,
                    className,
                    member,
                    parameter,
                    words,
                    RuleMatch.of(match),
                    justification,
                    target == Suppression.Target.PARAMETER && statics.contains(member),
                    component));
        }
    }
}
