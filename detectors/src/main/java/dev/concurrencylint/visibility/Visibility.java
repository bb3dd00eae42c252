package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Judged;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.EntryHolds;
import dev.concurrencylint.waiting.WaitFault;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with what the threads of a program see of one another's writes.
 *
 * @param doubleChecks fields that are filled too visibly, by method and place
 * @param guards uses of fields without their locks, by method and place
 */
public record Visibility(List<VisibilityFault> doubleChecks, List<GuardFault> guards) {
    public Visibility {
        doubleChecks = List.copyOf(doubleChecks);
        guards = List.copyOf(guards);
    }

    /** The classes whose fields may be guarded: those whose code takes locks. Binary names with dots. */
    public static List<String> mayGuard(Summaries summaries) {
        return summaries.program().classes().values().stream()
                .filter(type -> type.underAnalysis()
                        && type.methods().stream().anyMatch(method -> GuardedFields.locks(method, summaries)))
                .map(type -> type.name().replace('/', '.'))
                .toList();
    }

    /**
     * The faults of the program.
     *
     * @param source where code and annotations come from
     * @param annotations internal names of those that say what has to be held
     * @param declared what sources say that guards fields
     * @param judged faults in the use of locks, which are not told again as locks that fields miss
     * @param waits the same of waits
     */
    public static Visibility judge(
            Summaries summaries,
            MonitorUse use,
            EntryHolds entries,
            CodeSource source,
            Set<String> annotations,
            List<DeclaredGuard> declared,
            List<Judged> judged,
            List<WaitFault> waits) {
        List<VisibilityFault> doubleChecks = new DoubleChecks(summaries)
                .judge().stream()
                        .sorted(Comparator.comparing(
                                        (VisibilityFault fault) -> fault.body().method())
                                .thenComparing(VisibilityFault::read))
                        .toList();
        Set<FieldRef> told = doubleChecks.stream().map(VisibilityFault::field).collect(Collectors.toUnmodifiableSet());
        List<GuardedUses> uses = new GuardedFields(summaries, use, entries, source, annotations, declared).all();
        Set<MethodInfo> without = new HashSet<>();
        judged.forEach(fault -> without.add(fault.summary().method()));
        waits.stream().filter(fault -> fault.kind() == WaitFault.Kind.NOT_HELD).forEach(fault -> {
            without.add(fault.body().method());
            fault.witnesses()
                    .forEach(way -> way.calls()
                            .forEach(call -> without.add(call.caller().method())));
        });
        List<GuardFault> guards = new Guards(use, told, without)
                .judge(uses).stream()
                        .sorted(Comparator.comparing(
                                        (GuardFault fault) -> fault.use().body().method())
                                .thenComparing(fault -> fault.use().at()))
                        .toList();
        return new Visibility(doubleChecks, guards);
    }
}
