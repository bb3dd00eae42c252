package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Touches.Touch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods that override a synchronized one without being synchronized, and use what the object's monitor guards. */
public final class DroppedGuards {
    private static final Value THIS = new Value.Parameter(0);

    /**
     * Such a method.
     *
     * @param method the one that overrides
     * @param overridden the synchronized one
     * @param use where it uses guarded state without the monitor
     * @param guarded where a synchronized method changes that state
     * @param via the method that it calls and that uses the state; null where it does so itself
     */
    public record Dropped(
            MethodInfo method,
            MethodInfo overridden,
            Observation use,
            Touch touch,
            Observation guarded,
            @Nullable MethodInfo via) {
        /** Whether the class of the overridden method, or one above it, changes the state under the monitor already. */
        public boolean isInherited() {
            return !guarded.body().method().ref().owner().equals(method.ref().owner());
        }
    }

    private final Summaries summaries;
    private final Program program;
    private final Touches touches;
    private final Map<String, Map<FieldRef, Observation>> guardedIn = new HashMap<>();

    private @Nullable List<Dropped> found;

    DroppedGuards(Summaries summaries, Touches touches) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.touches = touches;
    }

    /** All such methods, by name; of each the use that says most. */
    public List<Dropped> all() {
        List<Dropped> all = found;
        if (all == null) {
            all = List.copyOf(find());
            found = all;
        }
        return all;
    }

    private List<Dropped> find() {
        List<Dropped> all = new ArrayList<>();
        for (ClassInfo type : program.classes().values()) {
            if (type.superName() == null || !program.contains(type.superName())) {
                continue;
            }
            for (MethodInfo method : type.methods()) {
                MethodInfo overridden = mayDrop(method) ? synchronizedAbove(method, type) : null;
                if (overridden != null) {
                    Dropped dropped = dropped(method, overridden);
                    if (dropped != null && !isCalledUnderMonitor(method, overridden)) {
                        all.add(dropped);
                    }
                }
            }
        }
        return all;
    }

    private static boolean mayDrop(MethodInfo method) {
        return method.hasCode()
                && !method.isStatic()
                && !method.isPrivate()
                && !method.isConstructor()
                && !method.isSynchronized()
                && !method.isSynthetic();
    }

    /** The nearest method that it overrides, if that is synchronized. */
    private @Nullable MethodInfo synchronizedAbove(MethodInfo method, ClassInfo type) {
        for (String name = type.superName(); name != null; ) {
            ClassInfo above = program.contains(name) ? program.find(name) : null;
            if (above == null) {
                return null;
            }
            MethodInfo overridden =
                    above.method(method.ref().name(), method.ref().descriptor());
            if (overridden != null) {
                return isSynchronized(overridden) ? overridden : null;
            }
            name = above.superName();
        }
        return null;
    }

    /** Whether the method is synchronized, or uses state of this only in blocks on this. */
    private boolean isSynchronized(MethodInfo method) {
        if (method.isStatic() || method.isPrivate() || method.isSynchronized()) {
            return method.isSynchronized() && !method.isStatic() && !method.isPrivate();
        }
        if (!method.monitors().ofThis()) {
            return false;
        }
        boolean any = false;
        for (Observation one : summaries.observed(method)) {
            Touch touch = touches.of(one);
            if (touch != null && isOfThis(touch)) {
                any = true;
                if (!one.held().contains(THIS)) {
                    return false;
                }
            }
        }
        return any;
    }

    private @Nullable Dropped dropped(MethodInfo method, MethodInfo overridden) {
        Map<FieldRef, Observation> guarded = guarded(method.ref().owner());
        Dropped found = null;
        for (Observation one : summaries.observed(method)) {
            if (!one.held().isEmpty()) {
                continue;
            }
            Touch touch = touches.of(one);
            Observation change = touch != null && isOfThis(touch) ? guarded.get(touch.field()) : null;
            if (touch != null && change != null) {
                found = better(found, new Dropped(method, overridden, one, touch, change, null));
            } else if (one.instruction() instanceof Call call && isOnThis(call, one)) {
                found = better(found, through(method, overridden, one, call, guarded));
            }
        }
        return found;
    }

    private static boolean isOfThis(Touch touch) {
        return THIS.equals(touch.object());
    }

    private static boolean isOnThis(Call call, Observation one) {
        return call.kind() != CallKind.STATIC && one.value(call.receiver()).equals(THIS);
    }

    private static @Nullable Dropped better(@Nullable Dropped a, @Nullable Dropped b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.touch().use() == Touches.Use.READ && b.touch().use() != Touches.Use.READ ? b : a;
    }

    /** An inherited method, not synchronized itself, that uses guarded state. */
    private @Nullable Dropped through(
            MethodInfo method, MethodInfo overridden, Observation one, Call call, Map<FieldRef, Observation> guarded) {
        MethodInfo callee = program.resolve(call.method());
        if (callee == null || callee.isSynchronized() || !program.underAnalysis(callee) || callee.isConstructor()) {
            return null;
        }
        Dropped found = null;
        for (Observation inner : summaries.observed(callee)) {
            Touch touch = inner.held().isEmpty() ? touches.of(inner) : null;
            Observation change = touch != null && isOfThis(touch) ? guarded.get(touch.field()) : null;
            if (touch != null && change != null) {
                found = better(found, new Dropped(method, overridden, one, touch, change, callee));
            }
        }
        return found;
    }

    /** The fields of this that are changed under the monitor of this, in the class or above, each with such a change. */
    private Map<FieldRef, Observation> guarded(String type) {
        Map<FieldRef, Observation> known = guardedIn.get(type);
        if (known == null) {
            known = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (String name = type; name != null && seen.add(name); ) {
                ClassInfo info = program.classes().get(name);
                if (info == null) {
                    break;
                }
                for (MethodInfo method : info.methods()) {
                    if (!method.isStatic()
                            && !method.isConstructor()
                            && (method.isSynchronized() || method.monitors().ofThis())) {
                        addChanges(method, known);
                    }
                }
                name = info.superName();
            }
            guardedIn.put(type, known);
        }
        return known;
    }

    private void addChanges(MethodInfo method, Map<FieldRef, Observation> guarded) {
        for (Observation one : summaries.observed(method)) {
            Touch touch = one.held().contains(THIS) ? touches.of(one) : null;
            if (touch != null && isOfThis(touch) && touch.use() != Touches.Use.READ) {
                guarded.putIfAbsent(touch.field(), one);
            }
        }
    }

    /** Whether calls are known, and every one of them is made under the monitor of the object that it is made on. */
    private boolean isCalledUnderMonitor(MethodInfo method, MethodInfo overridden) {
        Set<MethodInfo> callers = new HashSet<>(summaries.graph().callers(method));
        callers.addAll(summaries.graph().callers(overridden));
        boolean any = false;
        for (MethodInfo caller : callers) {
            for (Observation one : summaries.observed(caller)) {
                if (one.instruction() instanceof Call call
                        && call.kind() != CallKind.SPECIAL
                        && (summaries.graph().mayRun(call.kind(), call.method(), method)
                                || summaries.graph().mayRun(call.kind(), call.method(), overridden))) {
                    any = true;
                    if (!one.held().contains(one.value(call.receiver()))) {
                        return false;
                    }
                }
            }
        }
        return any;
    }
}
