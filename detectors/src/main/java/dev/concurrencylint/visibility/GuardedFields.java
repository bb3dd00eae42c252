package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.summaries.Touches;
import dev.concurrencylint.summaries.Touches.Touch;
import dev.concurrencylint.summaries.Touches.Use;
import dev.concurrencylint.waiting.EntryHolds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields are guarded by a lock, by their declarations or by nearly all of the code, and which code uses them without. */
final class GuardedFields {
    private static final String OPTIMISTIC = "java/util/concurrent/locks/StampedLock";
    private static final Set<String> READING_BACK =
            Set.of("readObject", "readObjectNoData", "readExternal", "finalize");

    private final Summaries summaries;
    private final MonitorUse use;
    private final Program program;
    private final Touches touches;
    private final Fields fields;
    private final EntryHolds entries;
    private final DeclaredGuards names;
    private final CodeSource source;
    private final Set<String> annotations;
    private final Map<String, List<DeclaredGuard>> inSources = new HashMap<>();

    GuardedFields(
            Summaries summaries,
            MonitorUse use,
            EntryHolds entries,
            CodeSource source,
            Set<String> annotations,
            List<DeclaredGuard> inSources) {
        this.summaries = summaries;
        this.use = use;
        this.program = summaries.program();
        this.touches = use.touches();
        this.fields = use.fields();
        this.entries = entries;
        this.names = new DeclaredGuards(summaries);
        this.source = source;
        this.annotations = annotations;
        for (DeclaredGuard guard : inSources) {
            this.inSources
                    .computeIfAbsent(guard.className(), k -> new ArrayList<>())
                    .add(guard);
        }
    }

    /** A use of a field that is not part of making its object, with what is held there, by the names that the object has for it. */
    private record Usage(Observation at, Touch touch, Set<Value> names, boolean holdsOther) {
        MethodInfo method() {
            return at.body().method();
        }
    }

    /** The lock of a field, and who said so; null for nobody but the code. */
    private record Guard(Value lock, @Nullable DeclaredGuard declared) {}

    /** The judged fields, by class and in the order of their declarations. */
    List<GuardedUses> all() {
        List<GuardedUses> all = new ArrayList<>();
        for (ClassInfo type : program.classes().values()) {
            if (type.methods().stream().noneMatch(this::locks)) {
                continue;
            }
            List<DeclaredGuard> declared = new ArrayList<>(source.guards(type.name(), annotations));
            declared.addAll(inSources.getOrDefault(type.name(), List.of()));
            for (FieldInfo field : type.fields()) {
                FieldRef ref = new FieldRef(type.name(), field.name(), field.descriptor());
                List<DeclaredGuard> own = declared.stream()
                        .filter(one -> one.field().equals(field.name()))
                        .toList();
                boolean mayBeState = touches.isPlain(ref) || touches.mayBeUnsafe(ref);
                if (mayBeState && (!own.isEmpty() || isWorthIt(ref)) && isState(ref)) {
                    uses(ref, own).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private boolean locks(MethodInfo method) {
        return locks(method, summaries);
    }

    /** Whether the method takes a lock or a monitor, or has its own. */
    static boolean locks(MethodInfo method, Summaries summaries) {
        return method.hasCode()
                && (method.isSynchronized()
                        || method.monitors().any()
                        || summaries.all().containsKey(method));
    }

    private boolean isState(FieldRef field) {
        return touches.isPlain(field) || touches.isUnsafeCollection(field);
    }

    /**
     * Whether it may be that nearly all of the code uses the field under a lock, and some of it does without in a way that matters: asked of the index
     * alone, as most fields are of no interest.
     */
    private boolean isWorthIt(FieldRef field) {
        List<MethodInfo> bare = new ArrayList<>();
        int locking = 0;
        boolean isChanged = false;
        boolean mayBeChangedBare = false;
        boolean isPlain = touches.isPlain(field);
        for (MethodInfo user : users(field)) {
            boolean writes = !isPlain || writes(user, field);
            isChanged |= writes;
            mayBeChangedBare |= writes && !user.isSynchronized();
            if (locks(user)) {
                locking++;
            } else {
                bare.add(user);
            }
        }
        boolean isGetter = bare.size() == 1 && bare.get(0).getter() != null;
        boolean mayMatter = isChanged && (mayBeChangedBare || isGetter);
        if (locking == 0 || !mayMatter || bare.size() > 2 * locking) {
            return false;
        }
        int open = 0;
        for (MethodInfo user : bare) {
            open += isCalled(user) ? 0 : 1;
        }
        return GuardedUses.areFew(open, locking + bare.size() - open);
    }

    /** Whether other code under analysis leads to the method. */
    private boolean isCalled(MethodInfo method) {
        return !summaries.graph().callers(method).isEmpty()
                || !summaries.graph().makers(method).isEmpty();
    }

    /** The methods that use it, but for those that run when nobody else has the object yet, or any more. */
    private List<MethodInfo> users(FieldRef field) {
        return fields.users(field).stream()
                .filter(method -> !method.isConstructor()
                        && !method.isStaticInitialiser()
                        && !READING_BACK.contains(method.ref().name()))
                .toList();
    }

    private boolean writes(MethodInfo method, FieldRef field) {
        return method.written().stream().anyMatch(one -> program.resolve(one).equals(field));
    }

    private Optional<GuardedUses> uses(FieldRef field, List<DeclaredGuard> declared) {
        List<Usage> usages = usages(field);
        Guard guard = guard(field, usages, declared);
        if (guard == null || isOptimistic(guard.lock())) {
            return Optional.empty();
        }
        boolean isMonitor = isMonitor(guard.lock(), usages);
        boolean hasHalves = usages.stream()
                .flatMap(usage -> usage.names().stream())
                .anyMatch(name -> name instanceof Value.View view && view.lock().equals(guard.lock()));
        GuardedUses uses = new GuardedUses(field, guard.lock(), guard.declared(), !touches.isPlain(field));
        List<Usage> pending = new ArrayList<>();
        for (Usage usage : usages) {
            if (isGuarded(usage, guard.lock())) {
                uses.addGuarded(usage.at(), usage.touch());
            } else if (isUnclear(usage, guard)) {
                uses.addUnclear(usage.method());
            } else {
                pending.add(usage);
            }
        }
        pending.sort(Comparator.comparing(usage -> isCalled(usage.method()))); // what is open for sure comes first
        Set<MethodInfo> left = new LinkedHashSet<>();
        pending.forEach(usage -> left.add(usage.method()));
        for (Usage usage : pending) {
            left.remove(usage.method());
            if (guard.declared() == null && !uses.mayBeFew(left.size() + 1)) {
                return Optional.empty();
            }
            EntryHolds.Found found = atEntry(usage, guard.lock(), isMonitor, hasHalves);
            boolean mayHoldOther = found.isUnderOther() || !found.isHeld() && entries.isUnderContract(usage.method());
            if (found.isUnclear() || mayHoldOther && guard.declared() == null) {
                uses.addUnclear(usage.method());
            } else if (found.isHeld()) {
                uses.addGuarded(usage.at(), usage.touch());
            } else {
                uses.addOpen(usage.at(), usage.touch(), found);
            }
        }
        return Optional.of(uses);
    }

    private List<Usage> usages(FieldRef field) {
        List<Usage> usages = new ArrayList<>();
        for (MethodInfo method : users(field)) {
            for (Observation one : use.observed(method)) {
                Touch touch = touches.of(one);
                if (touch != null
                        && touch.field().equals(field)
                        && !use.initialisation().isPartOf(method, touch.object())) {
                    Set<Value> held = new LinkedHashSet<>();
                    boolean other = false;
                    for (Value lock : one.held()) {
                        other |= GuardName.of(lock, touch.object())
                                .map(held::add)
                                .isEmpty();
                    }
                    usages.add(new Usage(one, touch, held, other));
                }
            }
        }
        return usages;
    }

    /** What is declared, if any code keeps to it, or the lock under which most methods change the field. */
    private @Nullable Guard guard(FieldRef field, List<Usage> usages, List<DeclaredGuard> declared) {
        for (DeclaredGuard one : declared) {
            Optional<Value> lock = names.lock(one, field);
            if (lock.isPresent() && usages.stream().anyMatch(usage -> isGuarded(usage, lock.get()))) {
                return new Guard(lock.get(), one);
            }
        }
        Value usual = declared.isEmpty() ? usual(usages) : null;
        return usual == null ? null : new Guard(usual, null);
    }

    /** The lock under which most methods change the field, or at least read it. */
    private static @Nullable Value usual(List<Usage> usages) {
        Value changing = usual(usages, true);
        return changing == null ? usual(usages, false) : changing;
    }

    private static @Nullable Value usual(List<Usage> usages, boolean isForChanges) {
        Map<Value, Set<MethodInfo>> methods = new LinkedHashMap<>();
        for (Usage usage : usages) {
            if (!isForChanges || usage.touch().use() != Use.READ) {
                for (Value name : usage.names()) {
                    if (!isForChanges || !(name instanceof Value.View view) || view.write()) {
                        methods.computeIfAbsent(name.synchroniser(), k -> new HashSet<>())
                                .add(usage.method());
                    }
                }
            }
        }
        Value best = null;
        int most = 0;
        for (Map.Entry<Value, Set<MethodInfo>> entry : methods.entrySet()) {
            int size = entry.getValue().size();
            if (best == null
                    || size > most
                    || size == most && entry.getKey().toString().compareTo(best.toString()) < 0) {
                best = entry.getKey();
                most = size;
            }
        }
        return best;
    }

    /** Whether the lock is held, of a read-write lock the half that the use needs. */
    private static boolean isGuarded(Usage usage, Value guard) {
        return usage.names().stream()
                .anyMatch(name -> name.synchroniser().equals(guard)
                        && (!(name instanceof Value.View view)
                                || view.write()
                                || usage.touch().use() == Use.READ));
    }

    /** Whether something else is held, which may be as good, or the code looks what it holds; a declaration leaves no choice. */
    private boolean isUnclear(Usage usage, Guard guard) {
        boolean isAccessor = usage.method().isSynthetic() && !summaries.isLambda(usage.method());
        boolean holds = usage.holdsOther() || !usage.names().isEmpty() && guard.declared() == null;
        return isAccessor
                || holds
                || summaries.asksForHolds(usage.at().body().code())
                || summaries.all().containsKey(usage.method()) && !isEverHeld(usage, guard.lock());
    }

    /** Whether the method, which does something with locks, has this one anywhere: otherwise it may have it under another name, or gives it back. */
    private boolean isEverHeld(Usage usage, Value guard) {
        Value lock = GuardName.in(guard, usage.touch().object());
        return use.observed(usage.method()).stream()
                .anyMatch(one ->
                        one.held().stream().anyMatch(held -> held.synchroniser().equals(lock)));
    }

    private EntryHolds.Found atEntry(Usage usage, Value guard, boolean isMonitor, boolean hasHalves) {
        Value lock = GuardName.in(guard, usage.touch().object());
        if (!hasHalves) {
            return entries.at(usage.method(), lock, isMonitor);
        }
        EntryHolds.Found written = entries.at(usage.method(), new Value.View(lock, true), false);
        if (usage.touch().use() != Use.READ || written.isHeld() || written.isUnclear()) {
            return written;
        }
        EntryHolds.Found read = entries.at(usage.method(), new Value.View(lock, false), false);
        boolean isMixed = written.isHeldBySome() && read.isHeldBySome();
        return isMixed ? EntryHolds.Found.UNCLEAR : read;
    }

    private boolean isMonitor(Value guard, List<Usage> usages) {
        return usages.stream()
                .map(usage -> use.types()
                        .of(
                                GuardName.in(guard, usage.touch().object()),
                                usage.at().body()))
                .noneMatch(type -> type != null && use.types().modelled(MonitorModel.Kind.SYNCHRONISERS, type) != null);
    }

    /** Whether the lock lets who reads go on without it, and look afterwards whether it should not have. */
    private static boolean isOptimistic(Value guard) {
        return guard instanceof Value.Field field && field.field().descriptor().equals("L" + OPTIMISTIC + ";");
    }
}
