package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.DroppedGuards;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Touches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Uses of guarded fields without their locks. */
final class Guards {
    /** What asks an object about itself, for people and for collections. */
    private static final Set<String> DIAGNOSTIC = Set.of("toString()Ljava/lang/String;", "hashCode()I");

    private final MonitorUse use;
    private final Set<FieldRef> told;
    private final Set<MethodInfo> without;
    private final Map<Place, List<GuardFault>> faults = new LinkedHashMap<>();

    /**
     * @param told fields that a finding is about already
     * @param without methods that lose or miss a lock, as other findings tell
     */
    Guards(MonitorUse use, Set<FieldRef> told, Set<MethodInfo> without) {
        this.use = use;
        this.told = told;
        this.without = without;
    }

    /** A method that misses a lock. */
    private record Place(MethodInfo method, Value lock) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && method.equals(that.method) && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return method.hashCode() * 31 + lock.hashCode();
        }
    }

    /** One fault for each method that misses a lock: about the gravest use, which names the others. */
    List<GuardFault> judge(List<GuardedUses> all) {
        for (GuardedUses uses : all) {
            if (!told.contains(uses.field())) {
                uses.open().forEach((method, open) -> judge(uses, method, open));
            }
        }
        List<GuardFault> judged = new ArrayList<>();
        for (List<GuardFault> here : faults.values()) {
            List<GuardFault> sorted = new ArrayList<>(here);
            Collections.sort(sorted);
            judged.add(sorted.get(0).with(sorted.subList(1, sorted.size())));
        }
        return judged;
    }

    private void judge(GuardedUses uses, MethodInfo method, GuardedUses.Use open) {
        List<Evidence> evidence = new ArrayList<>();
        Confidence confidence = confidence(uses, method, open, evidence);
        if (confidence == null || without.contains(method) || isOfDroppedOverride(method)) {
            return;
        }
        Value lock = GuardName.in(uses.lock(), open.touch().object());
        faults.computeIfAbsent(new Place(method, lock), k -> new ArrayList<>())
                .add(new GuardFault(
                        open.at(),
                        open.touch(),
                        lock,
                        uses.gravestGuarded().map(GuardedUses.Use::at).orElse(null),
                        uses.guarded().size(),
                        uses.declared(),
                        open.found() == null ? List.of() : open.found().open(),
                        confidence,
                        evidence,
                        List.of()));
    }

    /** That rule tells of it. */
    private boolean isOfDroppedOverride(MethodInfo method) {
        return use.droppedGuards().all().stream()
                .map(DroppedGuards.Dropped::method)
                .anyMatch(method::equals);
    }

    private @Nullable Confidence confidence(
            GuardedUses uses, MethodInfo method, GuardedUses.Use open, List<Evidence> evidence) {
        boolean reads = open.touch().use() == Touches.Use.READ;
        boolean isMild = reads && isMild(uses, method, open, evidence);
        DeclaredGuard declared = uses.declared();
        if (declared != null) {
            evidence.add(new Evidence(
                    "declared",
                    declared.isComment() ? "a comment says what guards the field" : "the field says what guards it"));
            return declared(declared, isMild, reads && !uses.isContent());
        }
        boolean isHeldBySome = open.found() != null && open.found().isHeldBySome();
        boolean isChanged = uses.gravestGuarded()
                .filter(one -> one.touch().use() != Touches.Use.READ)
                .isPresent();
        if (!isChanged && !(isHeldBySome && !reads)) {
            return null; // nobody changes it under the lock
        }
        int guarded = uses.guarded().size();
        int without = uses.open().size();
        boolean isRare = guarded >= GuardedUses.MANY * without && uses.unclear() <= guarded;
        boolean isOnly = without == 1 && uses.unclear() == 0;
        if (!isRare && !isOnly) {
            return null;
        }
        if (isRare) {
            evidence.add(new Evidence("rarely-without", "most methods that use the field hold the lock"));
        } else {
            evidence.add(new Evidence("only-one-without", "all other methods that use the field hold the lock"));
        }
        if (isMild) {
            return Confidence.LOW;
        }
        if (!reads) {
            if (isHeldBySome) {
                evidence.add(new Evidence("held-by-others", "other ways to the use hold the lock"));
            }
            return isRare || uses.isContent() && (isHeldBySome || guarded > 1) ? Confidence.MEDIUM : Confidence.LOW;
        }
        if (uses.isContent()) {
            return Confidence.MEDIUM;
        }
        evidence.add(new Evidence("may-be-stale", "what is read may be old, and never change for the reader"));
        return isOnly && isGetterOfCount(uses, method) ? Confidence.MEDIUM : Confidence.LOW;
    }

    private static Confidence declared(DeclaredGuard declared, boolean isMild, boolean isPlainRead) {
        if (isMild) {
            return Confidence.LOW;
        }
        if (declared.isComment()) {
            return isPlainRead ? Confidence.LOW : Confidence.MEDIUM;
        }
        return isPlainRead ? Confidence.MEDIUM : Confidence.HIGH;
    }

    /** Whether nobody is likely to mind that what is read is old. */
    private static boolean isMild(GuardedUses uses, MethodInfo method, GuardedUses.Use open, List<Evidence> evidence) {
        if (DIAGNOSTIC.contains(method.ref().name() + method.ref().descriptor())) {
            evidence.add(new Evidence("for-people", "it is read for a text about the object"));
        } else if (open.at().instruction() instanceof Call call
                && call.arguments().isEmpty()
                && (call.method().descriptor().equals("()I")
                        || call.method().descriptor().equals("()Z"))) {
            evidence.add(new Evidence("only-counted", "only the number of elements is asked for"));
        } else if (uses.guarded().containsKey(method)) {
            evidence.add(new Evidence("looks-again", "the method uses the field under the lock as well"));
        } else {
            return false;
        }
        return true;
    }

    /** Whether the method only answers the field, which others change by what it was. */
    private static boolean isGetterOfCount(GuardedUses uses, MethodInfo method) {
        return method.getter() != null
                && uses.guarded().values().stream().anyMatch(one -> one.touch().use() == Touches.Use.UPDATE);
    }
}
