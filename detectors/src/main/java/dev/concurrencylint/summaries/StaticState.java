package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Touches.Touch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of static state under locks of which each instance has its own. */
public final class StaticState {
    /**
     * A change of a static field, or of the collection in it.
     *
     * @param lock the instance's lock that is held there
     * @param instances how many places in the program make instances of the class whose lock it is; two stand for more
     */
    public record Change(Observation at, FieldRef field, Touches.Use use, Value lock, int instances) {}

    private final Summaries summaries;
    private final Touches touches;
    private final Fields fields;

    StaticState(Summaries summaries, Touches touches, Fields fields) {
        this.summaries = summaries;
        this.touches = touches;
        this.fields = fields;
    }

    /** All such changes, by method and place. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (ClassInfo type : summaries.program().classes().values()) {
            if (type.fields().stream().anyMatch(StaticState::isState)
                    && type.methods().stream().anyMatch(this::hasInstanceLock)) {
                List<Change> here = new ArrayList<>();
                boolean collections = type.fields().stream()
                        .anyMatch(field -> field.isStatic()
                                && touches.isUnsafeCollection(
                                        new FieldRef(type.name(), field.name(), field.descriptor())));
                for (MethodInfo method : type.methods()) {
                    if (usesInstanceLock(method, collections)) {
                        changesIn(method, here);
                    }
                }
                if (!here.isEmpty() && !isSingle(type)) {
                    changes.addAll(here);
                }
            }
        }
        return changes;
    }

    /** A static field that may hold state; constants hold none. */
    private static boolean isState(FieldInfo field) {
        boolean reference = field.descriptor().startsWith("L");
        return field.isStatic()
                && !field.isSynthetic()
                && (!field.isFinal() || reference && !field.descriptor().equals("Ljava/lang/String;"));
    }

    private boolean usesInstanceLock(MethodInfo method, boolean collections) {
        return hasInstanceLock(method)
                && (method.written().stream().anyMatch(this::isStaticField)
                        || collections && method.calls().stream().anyMatch(this::isOnCollection));
    }

    private boolean hasInstanceLock(MethodInfo method) {
        return !method.isStatic()
                && method.hasCode()
                && !method.isSynthetic()
                && !method.isConstructor()
                && (method.isSynchronized()
                        || method.monitors().any()
                        || summaries.all().containsKey(method));
    }

    private boolean isStaticField(FieldRef field) {
        FieldInfo info = fields.info(field);
        return info != null && info.isStatic();
    }

    private boolean isOnCollection(CallSite site) {
        return site.kind() != CallKind.STATIC && touches.isOfCollection(site.method());
    }

    private void changesIn(MethodInfo method, List<Change> changes) {
        for (Observation one : summaries.observed(method)) {
            Touch touch = touches.of(one);
            if (touch == null || touch.object() != null || touch.use() == Touches.Use.READ) {
                continue;
            }
            FieldInfo info = fields.info(touch.field());
            Value lock = info != null && info.isStatic() ? onlyInstanceLock(one) : null;
            if (lock != null && !isHeldByCallers(method)) {
                changes.add(new Change(
                        one,
                        touch.field(),
                        touch.use(),
                        lock,
                        instances(method.ref().owner())));
            }
        }
    }

    /** An instance's lock that is held, if no other is; null else. */
    private @Nullable Value onlyInstanceLock(Observation one) {
        Value found = null;
        for (Value lock : one.held()) {
            Value object = lock instanceof Value.View view ? view.lock() : lock;
            boolean own = object.equals(new Value.Parameter(0))
                    || object instanceof Value.Field field
                            && new Value.Parameter(0).equals(field.object())
                            && fields.isMade(field.field());
            if (!own) {
                return null;
            }
            found = lock;
        }
        return found;
    }

    /** Whether a caller is known, and every one holds something that is not the instance's: that may be the lock that counts. */
    private boolean isHeldByCallers(MethodInfo method) {
        boolean any = false;
        for (MethodInfo caller : summaries.graph().callers(method)) {
            for (Observation one : summaries.observed(caller)) {
                if (one.instruction() instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)) {
                    any = true;
                    Value receiver = one.value(call.receiver());
                    if (one.held().stream().allMatch(receiver::equals)) {
                        return false;
                    }
                }
            }
        }
        return any;
    }

    /** Whether there can be only one instance: nobody else makes one, and the class does so in one place, for good. */
    private boolean isSingle(ClassInfo type) {
        List<MethodInfo> constructors =
                type.methods().stream().filter(MethodInfo::isConstructor).toList();
        return constructors.isEmpty()
                || constructors.stream().allMatch(MethodInfo::isPrivate)
                        && makers(type.name()).stream().allMatch(maker -> keepsStatically(maker, type.name()));
    }

    private boolean keepsStatically(MethodInfo maker, String type) {
        return maker.written().stream()
                .anyMatch(field -> isStaticField(field) && field.descriptor().equals("L" + type + ";"));
    }

    private int instances(String type) {
        Set<String> types = new HashSet<>(summaries.program().subtypes(type));
        types.add(type);
        int count = 0;
        for (String one : types) {
            count += makers(one).size();
        }
        return Math.min(count, 2);
    }

    /** The methods that make instances of exactly that class, constructors of classes below it aside. */
    private List<MethodInfo> makers(String type) {
        ClassInfo info = summaries.program().classes().get(type);
        List<MethodInfo> makers = new ArrayList<>();
        if (info != null) {
            for (MethodInfo constructor : info.methods()) {
                if (constructor.isConstructor()) {
                    summaries.graph().callers(constructor).stream()
                            .filter(caller -> !caller.isConstructor()
                                    || !summaries
                                            .program()
                                            .isSubtype(caller.ref().owner(), type))
                            .forEach(makers::add);
                }
            }
        }
        return makers;
    }
}
