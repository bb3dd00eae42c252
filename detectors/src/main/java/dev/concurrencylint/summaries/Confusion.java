package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.Balance;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two faults of one slip: a lock stays held, and one that is easily taken for it is given back instead. */
public final class Confusion {
    static final Evidence EVIDENCE =
            new Evidence("another-one-held", "on the same way another lock that looks alike stays held");

    private record Pair(Summary summary, Value held, Value released) {}

    private Confusion() {}

    /** The same faults, with those of one slip told as one. */
    static List<Judged> told(List<Judged> judged) {
        List<Judged> slips = new ArrayList<>();
        Set<Judged> absorbed = new HashSet<>();
        Set<Pair> seen = new HashSet<>();
        for (Judged release : judged) {
            Value held = release.fault().kind() == Fault.Kind.RELEASED_NOT_HELD
                    ? heldInstead(release.summary(), release.fault())
                    : null;
            if (held == null) {
                continue;
            }
            List<Judged> leaks = judged.stream()
                    .filter(other -> other.summary().equals(release.summary())
                            && isLeak(other.fault().kind())
                            && other.fault().lock().equals(held))
                    .toList();
            if (leaks.isEmpty()) {
                continue; // somebody gives it back: then the release may be right, too
            }
            absorbed.add(release);
            absorbed.addAll(leaks);
            if (seen.add(new Pair(release.summary(), held, release.fault().lock()))) {
                slips.add(slip(release, leaks));
            }
        }
        List<Judged> told = new ArrayList<>(judged);
        told.removeIf(absorbed::contains);
        told.addAll(slips);
        return told;
    }

    private static boolean isLeak(Fault.Kind kind) {
        return kind == Fault.Kind.NOT_RELEASED || kind == Fault.Kind.NOT_RELEASED_ON_EXCEPTION;
    }

    private static Judged slip(Judged release, List<Judged> leaks) {
        Fault fault = release.fault();
        Confidence confidence = release.confidence();
        for (Judged leak : leaks) {
            if (leak.confidence().compareTo(confidence) < 0) {
                confidence = leak.confidence();
            }
        }
        List<Evidence> evidence = new ArrayList<>(release.evidence());
        evidence.add(EVIDENCE);
        return new Judged(
                release.summary(),
                new Fault(
                        Fault.Kind.WRONG_ONE_RELEASED,
                        fault.lock(),
                        fault.site(),
                        fault.end(),
                        fault.sure(),
                        fault.conditional()),
                confidence,
                evidence,
                release.callers());
    }

    /** The lock that is held where the fault's is given back, stays so, and looks like it; null for none. */
    public static @Nullable Value heldInstead(Summary summary, Fault fault) {
        if (fault.end() == null) {
            return null;
        }
        Set<Value> heldThen = new HashSet<>();
        for (FlowResult.CallMade made : summary.flow().calls().getOrDefault(fault.site(), Set.of())) {
            heldThen.addAll(made.held().keySet());
            heldThen.addAll(made.perhaps());
        }
        boolean anything =
                summary.flow().underHold().getOrDefault(fault.site(), Set.of()).contains(LockKind.ANY);
        return fault.end().balances().entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0
                        && isAlike(entry.getKey(), fault.lock())
                        && (anything
                                || heldThen.stream().anyMatch(held -> held.equals(entry.getKey()) || !held.isPath())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Where the lock that stays held was taken. */
    public static int takenAt(Fault fault, Value held) {
        Balance balance = fault.end() == null ? null : fault.end().balances().get(held);
        return balance == null || balance.sites().isEmpty()
                ? fault.site()
                : balance.sites().get(0);
    }

    /** The two halves of one lock, or two fields of one object and type. */
    private static boolean isAlike(Value a, Value b) {
        if (a instanceof Value.View one && b instanceof Value.View two) {
            return one.lock().equals(two.lock())
                    ? one.write() != two.write()
                    : one.write() == two.write() && isAlike(one.lock(), two.lock());
        }
        if (a instanceof Value.Field one && b instanceof Value.Field two) {
            boolean sameObject =
                    one.object() == null ? two.object() == null : one.object().equals(two.object());
            return sameObject
                    && !one.field().equals(two.field())
                    && one.field().descriptor().equals(two.field().descriptor());
        }
        return false;
    }
}
