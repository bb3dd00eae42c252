package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.PromiseModel.Trait;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Methods of the program that answer promises of their own, which nobody lets fail. */
final class Unfailing {
    private final Summaries summaries;
    private final Program program;
    private final BiPredicate<Trait, MethodRef> model;
    private final Function<MethodInfo, @Nullable List<Owed>> made;
    private final Map<MethodRef, Boolean> known = new HashMap<>();

    /** @param made the promises that a method makes; null where it can't be told */
    Unfailing(
            Summaries summaries, BiPredicate<Trait, MethodRef> model, Function<MethodInfo, @Nullable List<Owed>> made) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.model = model;
        this.made = made;
    }

    /** Whether what the method answers never fails, as far as its class and its lambdas show. */
    boolean is(MethodRef maker) {
        return known.computeIfAbsent(maker, this::find);
    }

    private boolean find(MethodRef maker) {
        MethodInfo method = program.resolve(maker);
        ClassInfo type = method == null ? null : program.find(method.ref().owner());
        Body body = method == null || type == null || !program.underAnalysis(method)
                ? null
                : summaries.moments().body(method);
        List<Owed> promises = body == null ? null : made.apply(body.method());
        if (body == null || type == null || promises == null || !returnsOwn(body)) {
            return false;
        }
        boolean isKeptAtHome = promises.stream().allMatch(this::isKeptAtHome);
        Collection<MethodInfo> all = isKeptAtHome ? withLambdas(body.method()) : type.methods();
        return all.stream().filter(MethodInfo::hasCode).noneMatch(this::letsFail);
    }

    private boolean returnsOwn(Body body) {
        boolean[] own = {false, true};
        summaries.moments().all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Return end) {
                own[0] = true;
                own[1] &= states.stream().map(state -> state.get(end.from())).allMatch(this::isOwn);
            }
        });
        return own[0] && own[1];
    }

    private boolean isOwn(Value value) {
        return value instanceof Value.Fresh
                || value instanceof Value.Result result
                        && (model.test(Trait.MADE_BY, result.method()) || summaries.isCompleted(result.method()));
    }

    /** Whether only the method and its lambdas get the promise. */
    private boolean isKeptAtHome(Owed owed) {
        for (int at : owed.given()) {
            boolean isCall = owed.body().code().at(at) instanceof Call;
            for (CallMade call : owed.calls(at)) {
                List<Value> others =
                        owed.body().code().at(at) instanceof Call made && model.test(Trait.ENDED_BY, made.method())
                                ? call.arguments().subList(1, call.arguments().size())
                                : call.arguments();
                isCall &= !others.contains(owed.name());
            }
            if (!isCall) {
                return false;
            }
        }
        return true;
    }

    private Set<MethodInfo> withLambdas(MethodInfo method) {
        Set<MethodInfo> all = new LinkedHashSet<>();
        Deque<MethodInfo> open = new ArrayDeque<>(List.of(method));
        while (!open.isEmpty()) {
            MethodInfo next = open.pop();
            if (all.add(next)) {
                for (MethodRef body : next.bodies()) {
                    MethodInfo lambda = program.resolve(body);
                    if (lambda != null && program.underAnalysis(lambda)) {
                        open.push(lambda);
                    }
                }
            }
        }
        return all;
    }

    private boolean letsFail(MethodInfo method) {
        return method.calls().stream().anyMatch(site -> model.test(Trait.FAILED_BY, site.method()))
                || method.bodies().stream().anyMatch(body -> model.test(Trait.FAILED_BY, body));
    }
}
