package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Class objects as monitors: literals of other classes, and {@code getClass()} where subclasses have another one. */
public final class ClassObjects {
    private static final String SUFFIX = ".class";
    private static final String GET_CLASS = "java/lang/Object.getClass()Ljava/lang/Class;";

    /**
     * Why the class object may be the wrong one.
     *
     * @param type the class whose literal it is, or the class that asks for its own class
     * @param literal whether it is a literal
     */
    public record Doubt(String type, boolean literal, Confidence confidence, List<Evidence> evidence) {
        public Doubt {
            evidence = List.copyOf(evidence);
        }
    }

    private final Summaries summaries;
    private final Types types;
    private final Set<String> lockingThemselves = new HashSet<>();

    /** @param entries the entries of monitors of the program, but for those of a class's own literal */
    ClassObjects(Summaries summaries, Types types, List<Observation> entries) {
        this.summaries = summaries;
        this.types = types;
        for (ClassInfo type : summaries.program().classes().values()) {
            if (type.methods().stream().anyMatch(method -> method.monitors().ofClass())) {
                lockingThemselves.add(type.name());
            }
        }
        for (Observation entry : entries) {
            String literal = literal(MonitorUse.object(entry));
            String owner = entry.body().method().ref().owner();
            if (literal != null && Fields.nest(literal).equals(Fields.nest(owner))) {
                lockingThemselves.add(literal);
            }
        }
    }

    private static @Nullable String literal(Value value) {
        return value instanceof Value.Literal text
                        && text.text().endsWith(SUFFIX)
                        && !text.text().startsWith("\"")
                ? text.text().substring(0, text.text().length() - SUFFIX.length())
                : null;
    }

    /** What speaks against the class object that the entry locks; null where it locks none, or the right one. */
    public @Nullable Doubt doubt(Observation entry) {
        Value object = MonitorUse.object(entry);
        String owner = entry.body().method().ref().owner();
        String literal = literal(object);
        if (literal != null) {
            return isOwn(literal, owner) ? null : ofLiteral(literal);
        }
        boolean ofThis = object instanceof Value.Computed computed
                && computed.operator().equals(GET_CLASS)
                && computed.left().equals(new Value.Parameter(0))
                && !entry.body().method().isStatic();
        return ofThis ? ofGetClass(entry, owner) : null;
    }

    /** Whether the class is near enough to be meant: around or inside the code's class, or above it. */
    private boolean isOwn(String literal, String owner) {
        return Fields.nest(literal).equals(Fields.nest(owner))
                || summaries.program().isSubtype(owner, literal)
                || summaries.program().isSubtype(Fields.nest(owner), literal);
    }

    private @Nullable Doubt ofLiteral(String type) {
        ClassInfo info = summaries.program().classes().get(type);
        if (info == null) {
            boolean platform = ThrowModel.isPlatform(type);
            Evidence evidence = new Evidence("class-of-others", "the class belongs to a library");
            return new Doubt(type, true, platform ? Confidence.HIGH : Confidence.LOW, List.of(evidence));
        }
        boolean locksItself = lockingThemselves.contains(type)
                || info.methods().stream().anyMatch(method -> method.isStatic() && method.isSynchronized());
        return locksItself
                ? null // to join in another class's own locking is what its literal is for
                : new Doubt(
                        type,
                        true,
                        Confidence.LOW,
                        List.of(new Evidence("class-of-program", "the class is the program's own")));
    }

    private @Nullable Doubt ofGetClass(Observation entry, String owner) {
        ClassInfo info = summaries.program().classes().get(owner);
        if (info == null || info.isFinal()) {
            return null;
        }
        boolean subclasses = !summaries.program().subtypes(owner).isEmpty();
        if (!subclasses && !isOpen(info)) {
            return null;
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(
                subclasses
                        ? new Evidence("subclasses-known", "the program has subclasses")
                        : new Evidence("subclasses-possible", "other programs may have subclasses"));
        boolean statics = touchesStatics(entry);
        evidence.add(
                statics
                        ? new Evidence("static-state", "static state is used under the monitor")
                        : new Evidence("no-static-state", "no static state is seen to be used under the monitor"));
        Confidence one = subclasses || statics ? Confidence.MEDIUM : Confidence.LOW;
        return new Doubt(owner, false, subclasses && statics ? Confidence.HIGH : one, evidence);
    }

    private static boolean isOpen(ClassInfo info) {
        return java.lang.reflect.Modifier.isPublic(info.access())
                && info.methods().stream().anyMatch(method -> method.isConstructor() && !method.isPrivate());
    }

    private boolean touchesStatics(Observation entry) {
        MethodInfo method = entry.body().method();
        Value monitor = MonitorUse.object(entry);
        return summaries.observed(method).stream()
                .anyMatch(one -> one.held().contains(monitor)
                        && (one.instruction() instanceof WriteField write && write.object() == Instruction.NONE
                                || one.instruction() instanceof ReadField read
                                        && read.object() == Instruction.NONE
                                        && isState(read)));
    }

    /** Whether the static field can be changed, itself or in what it holds, as far as its type tells. */
    private boolean isState(ReadField read) {
        dev.concurrencylint.program.FieldInfo info = summaries.program().field(read.field());
        return info == null || !info.isFinal() || types.isContainer(info.descriptor());
    }
}
