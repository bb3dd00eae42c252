package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Methods that give something back for others, and that may fail before they do: those who took it have left it to them. Only
 * failures of calls count, as they are or told by another exception; by a {@code throw} of its own a method tells callers that it was
 * called in vain.
 */
final class LateReleases {
    private static final Comparator<End> LIKELIEST =
            Comparator.comparing((End end) -> end.assumptions().size()).thenComparing(End::at);

    private final Summaries summaries;

    LateReleases(Summaries summaries) {
        this.summaries = summaries;
    }

    /** The faults of the method, by lock or permits; whether anybody leaves it to the method is not asked. */
    List<Fault> of(Summary summary) {
        OwnUse use = new OwnUse(summary.flow());
        List<Fault> faults = new ArrayList<>();
        releases(summary).forEach((lock, sites) -> {
            End end = use.acquires(lock) ? null : before(summary, lock, sites);
            if (end != null) {
                boolean sure = end.assumptions().isEmpty();
                faults.add(
                        new Fault(Fault.Kind.NOT_RELEASED_ON_EXCEPTION, lock, sites.nextSetBit(0), end, sure, false));
            }
        });
        return faults;
    }

    /** Whether all that speaks for the failure is that nobody knows what is called; code that was given to be run may do anything. */
    boolean isFarFetched(Summary summary, Fault fault) {
        End end = fault.end();
        return end != null
                && !fault.sure()
                && end.thrown().stream().allMatch(summaries::isUnchecked)
                && end.assumptions().stream()
                        .noneMatch(at -> summary.flow().code().at(at) instanceof Call call
                                && summaries.isFunctional(call.method().owner()));
    }

    /** Where the method itself gives back what it has not taken. */
    private Map<Value, BitSet> releases(Summary summary) {
        Map<Value, BitSet> releases = new LinkedHashMap<>();
        for (FlowResult.Application application : summary.flow().applications()) {
            if (application.delta() < 0
                    && !application.held()
                    && application.synchroniser().isPath()
                    && summaries.isOperation(summary.flow().code(), application.at())) {
                releases.computeIfAbsent(application.synchroniser(), k -> new BitSet())
                        .set(application.at());
            }
        }
        return releases;
    }

    /** The likeliest end by the failure of a call that the release would follow. */
    private @Nullable End before(Summary summary, Value lock, BitSet releases) {
        FlowResult flow = summary.flow();
        Code code = flow.code();
        List<End> ends = new ArrayList<>();
        for (End end : flow.ends()) {
            boolean isOpen = end.balances().keySet().stream().noneMatch(one -> OwnUse.isOne(one, lock))
                    && end.unsure().stream().noneMatch(one -> OwnUse.isOne(one, lock));
            if (!end.isNormal()
                    && isOpen
                    && !end.lost()
                    && !end.doubtful()
                    && end.assumptions().size() <= 1
                    && end.origins().stream().allMatch(at -> isFailure(code, at, releases))) {
                ends.add(end);
            }
        }
        for (int at : flow.throwingUnheld()) {
            End end = isFailure(code, at, releases) ? thrown(code, at) : null;
            if (end != null) {
                ends.add(end);
            }
        }
        if (lock instanceof Value.Permits) {
            ends.removeIf(end -> isInterrupted(code, end));
        }
        return ends.stream().min(LIKELIEST).orElse(null);
    }

    private @Nullable End thrown(Code code, int at) {
        SortedSet<String> types = new TreeSet<>();
        boolean assumed = true;
        for (Exceptional exceptional : summaries.exceptions((Call) code.at(at))) {
            types.add(exceptional.type());
            assumed &= exceptional.likelihood() != Likelihood.CERTAIN;
        }
        return types.isEmpty() ? null : End.unchanged(at, types, assumed);
    }

    /** Whether it is a call, or the handler of a call, that fails where the release would have followed. */
    private boolean isFailure(Code code, int at, BitSet releases) {
        if (code.at(at) instanceof Throw) {
            return code.handlers().stream().anyMatch(handler -> tells(code, handler, at, releases));
        }
        return code.at(at) instanceof Call call
                && summaries.exceptions(call).stream().anyMatch(this::isOfWork)
                && leadsTo(code, at, releases);
    }

    /** Not what is thrown for sure and unchecked: by that a callee refuses. */
    private boolean isOfWork(Exceptional one) {
        return one.likelihood() != Likelihood.CERTAIN || !summaries.isUnchecked(one.type());
    }

    /** Whether the handler is the only way to the throw, and catches what such a call throws. */
    private boolean tells(Code code, Instruction.Handler handler, int at, BitSet releases) {
        String type = handler.type();
        if (type == null
                || !code.reachable(List.of(handler.target()), new BitSet()).get(at)
                || code.reachable(List.of(0), new BitSet()).get(at)) {
            return false;
        }
        for (int from = handler.start(); from < handler.end(); from++) {
            if (code.at(from) instanceof Call call
                    && summaries.exceptions(call).stream()
                            .anyMatch(
                                    one -> isOfWork(one) && summaries.program().isSubtype(one.type(), type))
                    && leadsTo(code, from, releases)) {
                return true;
            }
        }
        return false;
    }

    /** Whether whatever returns after the instruction gives back before. */
    private static boolean leadsTo(Code code, int at, BitSet releases) {
        BitSet reached = code.reachable(code.normalSuccessors(at), releases);
        boolean returns = reached.stream().anyMatch(to -> code.at(to) instanceof Return);
        return !returns && reached.intersects(releases);
    }

    /** Whether only interruptions lead there: a thread that waits for work, and is told to stop, has none to finish. */
    private static boolean isInterrupted(Code code, End end) {
        Predicate<String> interruption = "java/lang/InterruptedException"::equals;
        return end.thrown().stream().allMatch(interruption)
                || end.origins().stream()
                        .allMatch(at -> code.at(at) instanceof Throw
                                && code.handlers().stream()
                                        .filter(handler -> code.reachable(List.of(handler.target()), new BitSet())
                                                .get(at))
                                        .allMatch(handler ->
                                                handler.type() != null && interruption.test(handler.type())));
    }
}
