package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.flow.FlowResult.Balance;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.rules.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Leaks that rest on exceptions which nobody has seen thrown. A method that forgets failures altogether forgets those, too; but where one
 * gives back what it holds when others fail, its author has thought of failures, and of the calls that are left none is known to have any.
 */
final class Unseen {
    static final Evidence EVIDENCE = new Evidence(
            "no-exception-seen",
            "other failures are provided for, and of the calls that are left none was seen to throw anything");

    private final Summaries summaries;

    Unseen(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether it is such a leak. */
    boolean isAllOf(Summary summary, Fault fault) {
        if (fault.kind() != Fault.Kind.NOT_RELEASED_ON_EXCEPTION || fault.sure()) {
            return false;
        }
        List<End> failures =
                summary.flow().ends().stream().filter(end -> !end.isNormal()).toList();
        return failures.stream().anyMatch(end -> isProvidedFor(end, fault))
                && failures.stream()
                        .noneMatch(end ->
                                isOpen(end, fault) && isSeen(summary.flow().code(), end));
    }

    private static boolean isProvidedFor(End end, Fault fault) {
        return end.discharged().contains(fault.site())
                && !end.balances().containsKey(fault.lock())
                && !end.unsure().contains(fault.lock());
    }

    private static boolean isOpen(End end, Fault fault) {
        Balance balance = end.balances().get(fault.lock());
        return balance != null && balance.count() > 0 && balance.sites().contains(fault.site());
    }

    private boolean isSeen(Code code, End end) {
        return end.origins().stream().anyMatch(at -> !(code.at(at) instanceof Call call) || isSeen(call, end.thrown()));
    }

    /**
     * What the call by itself is not known to throw is thrown by code that it was given, and that was seen. Code that is handed in and
     * called may do anything.
     */
    private boolean isSeen(Call call, SortedSet<String> thrown) {
        if (summaries.isFunctional(call.method().owner())) {
            return true;
        }
        Set<String> unseen = new HashSet<>();
        for (Exceptional one : summaries.exceptions(call)) {
            if (one.likelihood() == Likelihood.ASSUMED) {
                unseen.add(one.type());
            }
        }
        return !unseen.containsAll(thrown);
    }
}
