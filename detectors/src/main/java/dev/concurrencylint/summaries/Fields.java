package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who writes a field, what, and under which locks; and what is done with the object in it. Only code under analysis is seen. */
public final class Fields {
    private final Summaries summaries;
    private final Program program;
    private final Map<FieldRef, List<Observation>> writes = new HashMap<>();
    private final Map<FieldRef, List<Observation>> calls = new HashMap<>();

    Fields(Summaries summaries) {
        this.summaries = summaries;
        this.program = summaries.program();
    }

    /** The writes to the field, resolved, also those of constructors and initialisers, by class and method. */
    public List<Observation> writes(FieldRef field) {
        return writes.computeIfAbsent(field, wanted -> {
            List<Observation> found = new ArrayList<>();
            for (ClassInfo type : writing(wanted)) {
                for (MethodInfo method : type.methods()) {
                    if (method.written().stream().anyMatch(written -> isSame(written, wanted))) {
                        summaries.observed(method).stream()
                                .filter(one ->
                                        one.instruction() instanceof WriteField write && isSame(write.field(), wanted))
                                .forEach(found::add);
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    /** Whether anything but the constructors and initialisers of its class writes the field. */
    public boolean isWrittenLater(FieldRef field) {
        for (ClassInfo type : writing(field)) {
            for (MethodInfo method : type.methods()) {
                boolean initialises =
                        type.name().equals(field.owner()) && (method.isConstructor() || method.isStaticInitialiser());
                if (!initialises && method.written().stream().anyMatch(written -> isSame(written, field))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether every write under analysis puts an object into the field that was made for it, and there is one. */
    public boolean isMade(FieldRef field) {
        boolean any = false;
        for (ClassInfo type : writing(field)) {
            for (MethodInfo method : type.methods()) {
                for (FieldRef written : method.written()) {
                    if (isSame(written, field)) {
                        any = true;
                        if (!method.made().contains(written)) {
                            return false;
                        }
                    }
                }
            }
        }
        return any;
    }

    /** What such an observation of a write puts into the field. */
    public static Value written(Observation write) {
        return write.instruction() instanceof WriteField one ? write.value(one.from()) : new Value.Opaque(-1);
    }

    /** The calls on the object in the field, by class and method. */
    public List<Observation> calls(FieldRef field) {
        return calls.computeIfAbsent(field, wanted -> {
            List<Observation> found = new ArrayList<>();
            for (ClassInfo type : mentioning(wanted)) {
                for (MethodInfo method : type.methods()) {
                    if (method.calls().stream().anyMatch(site -> mayBeOn(site.method(), wanted))) {
                        summaries.observed(method).stream()
                                .filter(one -> one.instruction() instanceof Call call
                                        && call.receiver() != Instruction.NONE
                                        && one.value(call.receiver()) instanceof Value.Field read
                                        && read.field().equals(wanted))
                                .forEach(found::add);
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    private boolean mayBeOn(MethodRef method, FieldRef field) {
        String type = field.descriptor().substring(1, field.descriptor().length() - 1);
        return method.owner().equals(type)
                || !method.owner().equals("java/lang/Object") && program.isSubtype(type, method.owner());
    }

    /** The declared field; null where its class is not known. */
    public @org.jspecify.annotations.Nullable FieldInfo info(FieldRef field) {
        return program.field(field);
    }

    /** The methods that read or write the field, also its class's constructors and initialisers, by class and method. */
    public List<MethodInfo> users(FieldRef field) {
        List<MethodInfo> found = new ArrayList<>();
        for (ClassInfo type : mentioning(field)) {
            for (MethodInfo method : type.methods()) {
                boolean uses = method.read().stream().anyMatch(one -> isSame(one, field))
                        || method.written().stream().anyMatch(one -> isSame(one, field));
                if (uses) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    private boolean isSame(FieldRef one, FieldRef wanted) {
        return one.name().equals(wanted.name()) && program.resolve(one).equals(wanted);
    }

    /** Only its class writes a final field; only nest mates see a private one (JVMS §5.4.4). */
    private List<ClassInfo> writing(FieldRef field) {
        FieldInfo info = program.field(field);
        ClassInfo owner = program.classes().get(field.owner());
        return info != null && info.isFinal() && owner != null ? List.of(owner) : mentioning(field);
    }

    private List<ClassInfo> mentioning(FieldRef field) {
        FieldInfo info = program.field(field);
        String nest = info != null && info.isPrivate() ? nest(field.owner()) : "";
        return program.mentioningField(field.name()).stream()
                .filter(type -> nest.isEmpty() || nest(type.name()).equals(nest))
                .toList();
    }

    /** The outermost class around a class, internal names. */
    public static String nest(String type) {
        int dollar = type.indexOf('$', type.lastIndexOf('/') + 2);
        return dollar < 0 ? type : type.substring(0, dollar);
    }
}
