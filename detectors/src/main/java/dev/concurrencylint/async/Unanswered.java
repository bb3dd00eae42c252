package dev.concurrencylint.async;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for promises that nobody but the code which waits has in hand, and which it completes later, or never. */
final class Unanswered {
    private static final int LONGEST = 12;

    private final Summaries summaries;
    private final MonitorUse use;
    private final AsyncModel model;
    private final Operations operations;
    private final Moments moments;

    Unanswered(Summaries summaries, MonitorUse use, AsyncModel model, Operations operations) {
        this.summaries = summaries;
        this.use = use;
        this.model = model;
        this.operations = operations;
        this.moments = summaries.moments();
    }

    void look(Consumer<Circle> tell) {
        for (MethodInfo method : operations.callers(AsyncModel.Certainty.ALWAYS)) {
            Body body = moments.body(method);
            if (body == null || method.calls().stream().noneMatch(site -> isOfPromise(site.method()))) {
                continue;
            }
            moments.all(body).forEach((at, states) -> {
                if (body.code().at(at) instanceof Call call
                        && call.receiver() != Instruction.NONE
                        && operations.is(AsyncModel.Certainty.ALWAYS, call.method())) {
                    Set<Circle> found = new HashSet<>();
                    for (State state : states) {
                        Circle circle = operations.isHarmless(call, state, value -> false)
                                ? null
                                : circle(body, at, call, state);
                        if (circle == null) {
                            return; // some way leads there with a promise that others may have
                        }
                        found.add(circle);
                    }
                    found.forEach(tell);
                }
            });
        }
    }

    /** Whether such a method is called on what can be completed by hand: a cheap first question. */
    private boolean isOfPromise(MethodRef method) {
        return operations.is(AsyncModel.Certainty.ALWAYS, method) && isPromise(method.owner());
    }

    private boolean isPromise(String type) {
        return !summaries.program().contains(type)
                && summaries.program().ancestors(type).stream().anyMatch(model::isCompletable);
    }

    private @Nullable Circle circle(Body body, int at, Call call, State state) {
        Value promise = root(state.get(call.receiver()));
        if (promise == null || operations.isTimed(call) || !mayBeOwn(promise, body.method())) {
            return null;
        }
        Use used = use(body, promise, at);
        if (used == Use.OTHER) {
            return null;
        }
        boolean isPause = used == Use.NONE && !call.resultUsed();
        if (promise instanceof Value.Fresh) {
            return isPause ? null : circle(body, at, used, false);
        }
        if (promise instanceof Value.Parameter parameter) {
            Given given = given(body.method(), parameter.index());
            return given == Given.OTHERS || isPause ? null : circle(body, at, used, given == Given.RETURNED);
        }
        return null;
    }

    private boolean mayBeOwn(Value promise, MethodInfo method) {
        return promise instanceof Value.Fresh fresh
                ? isPromise(fresh.type())
                : promise instanceof Value.Parameter
                        && summaries.graph().makers(method).size() == 1;
    }

    /** What has to be completed for the value to be done; null where other things may complete it as well. */
    private @Nullable Value root(Value value) {
        Value root = value;
        for (int i = 0; i < LONGEST && root instanceof Value.Result result; i++) {
            if (!operations.is(result.method(), model::follows)
                    || result.arguments().isEmpty()) {
                return null;
            }
            root = result.arguments().get(0);
        }
        return root;
    }

    private static Circle circle(Body body, int at, Use used, boolean isReturned) {
        List<String> doubts = isReturned ? List.of("a caller may complete what is returned") : List.of();
        Circle.Reason reason = used == Use.COMPLETES_LATER ? Circle.Reason.COMPLETED_AFTER : Circle.Reason.NOBODY_ELSE;
        return new Circle(body, at, body, List.of(new Blocked.Call(body, at)), reason, "", doubts);
    }

    /** What the method that waits does with the promise besides. */
    private enum Use {
        /** Nothing but to wait. */
        NONE,
        /** It goes on from it, or asks it. */
        GOES_ON,
        /** It completes it, but only behind the wait. */
        COMPLETES_LATER,
        /** It completes it before, or others may. */
        OTHER
    }

    private Use use(Body body, Value promise, int wait) {
        boolean isAgain = comesAgain(body.code(), wait);
        Use use = Use.NONE;
        for (Observation one : observed(body.method())) {
            Use here = use(one, promise, wait);
            boolean isOver = one.at() > wait && !isAgain;
            if (here == Use.OTHER && !isOver) {
                return Use.OTHER;
            }
            if (here == Use.COMPLETES_LATER || here == Use.GOES_ON && use == Use.NONE) {
                use = here;
            }
        }
        return use;
    }

    private List<Observation> observed(MethodInfo method) {
        return use.observed(method);
    }

    private Use use(Observation one, Value promise, int wait) {
        if (!(one.instruction() instanceof Call call)) {
            return gives(one, promise) ? Use.OTHER : Use.NONE;
        }
        if (call.arguments().stream().anyMatch(argument -> has(one.value(argument), promise))) {
            return Use.OTHER;
        }
        if (call.receiver() == Instruction.NONE || !one.value(call.receiver()).equals(promise)) {
            return Use.NONE;
        }
        if (operations.completes(call.method())) {
            return one.at() > wait ? Use.COMPLETES_LATER : Use.OTHER;
        }
        if (operations.is(call.method(), model::follows) || operations.is(call.method(), model::answers)) {
            return Use.GOES_ON;
        }
        return operations.is(AsyncModel.Certainty.ALWAYS, call.method())
                        || call.method().name().equals("<init>")
                ? Use.NONE
                : Use.OTHER;
    }

    /** Whether an instruction that is no call lets others have the promise. */
    private static boolean gives(Observation one, Value promise) {
        return (one.instruction() instanceof WriteField
                        || one.instruction() instanceof WriteElement
                        || one.instruction() instanceof MakeLambda
                        || one.instruction() instanceof Return
                        || one.instruction() instanceof Throw)
                && one.operands().stream().anyMatch(operand -> has(operand, promise));
    }

    private static boolean has(Value value, Value promise) {
        return value.equals(promise)
                || value instanceof Value.Lambda lambda
                        && lambda.captured().stream().anyMatch(captured -> has(captured, promise));
    }

    /** Whether the code can come to the place once more. */
    private static boolean comesAgain(Code code, int at) {
        for (int from = at; from < code.size(); from++) {
            Instruction instruction = code.at(from);
            boolean goesBack = instruction instanceof Jump jump && jump.target() <= at
                    || instruction instanceof Branch branch && branch.target() <= at
                    || instruction instanceof Select;
            if (goesBack) {
                return true;
            }
        }
        return false;
    }

    /** Who has the promise, beside the lambda that captured it. */
    private enum Given {
        NOBODY,
        /** Who calls the method that made it. */
        RETURNED,
        OTHERS
    }

    private Given given(MethodInfo lambda, int captured) {
        Set<MethodInfo> makers = summaries.graph().makers(lambda);
        if (makers.size() != 1) {
            return Given.OTHERS;
        }
        List<Observation> observed = observed(makers.iterator().next());
        Set<Value> promises = new HashSet<>();
        Set<Integer> places = new HashSet<>();
        for (Observation one : observed) {
            if (one.instruction() instanceof MakeLambda made && made.body().equals(lambda.ref())) {
                promises.add(
                        captured < one.operands().size() ? one.operands().get(captured) : new Value.Opaque(one.at()));
                places.add(one.at());
            }
        }
        return promises.size() == 1
                        && places.size() == 1
                        && promises.iterator().next() instanceof Value.Fresh fresh
                        && isPromise(fresh.type())
                ? given(observed, fresh, lambda)
                : Given.OTHERS;
    }

    private Given given(List<Observation> observed, Value promise, MethodInfo lambda) {
        Given given = Given.NOBODY;
        for (Observation one : observed) {
            boolean isToLambda =
                    one.instruction() instanceof MakeLambda made && made.body().equals(lambda.ref());
            if (isToLambda || isOnlyBy(one, promise, lambda)) {
                continue;
            }
            if (one.instruction() instanceof Return) {
                given = gives(one, promise) ? Given.RETURNED : given;
            } else if (use(one, promise, -1) == Use.OTHER || isCompletion(one, promise)) {
                return Given.OTHERS;
            }
        }
        return given;
    }

    /** Whether the call is given the promise in nothing but the lambda. */
    private static boolean isOnlyBy(Observation one, Value promise, MethodInfo lambda) {
        return one.instruction() instanceof Call call
                && (call.receiver() == Instruction.NONE
                        || !one.value(call.receiver()).equals(promise))
                && call.arguments().stream()
                        .map(one::value)
                        .filter(value -> has(value, promise))
                        .allMatch(value -> value instanceof Value.Lambda given
                                && given.body().equals(lambda.ref()));
    }

    private boolean isCompletion(Observation one, Value promise) {
        return one.instruction() instanceof Call call
                && call.receiver() != Instruction.NONE
                && one.value(call.receiver()).equals(promise)
                && operations.completes(call.method());
    }
}
