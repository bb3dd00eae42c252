package dev.concurrencylint.async;

import dev.concurrencylint.async.Unfinished.Certainty;
import dev.concurrencylint.async.Unfinished.Role;
import dev.concurrencylint.async.Unfinished.Stop;
import dev.concurrencylint.async.Unfinished.Why;
import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Debts;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.PromiseModel;
import dev.concurrencylint.models.PromiseModel.Trait;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds promises that are handed out and that some way through the code doesn't bring to an end. A promise is followed from where it is
 * made; where one piece of code alone gets it that could end it, a callback or a method, it is followed there.
 */
public final class Promises {
    private static final int DEEPEST = 3;
    private static final String ANY = "java/lang/Exception";
    private static final String UNCHECKED = "java/lang/RuntimeException";
    /** Exceptions of these types say that the caller is wrong, or nothing at all. */
    private static final Set<String> SAYING_LITTLE =
            Set.of(UNCHECKED, "java/lang/IllegalArgumentException", "java/lang/UnsupportedOperationException");

    private final Summaries summaries;
    private final Program program;
    private final Operations operations;
    private final PromiseModel model;
    private final AsyncModel async;
    private final Handed handed;
    private final Emptied emptied;
    private final Unfailing unfailing;
    private final Map<MethodRef, Map<Trait, Boolean>> known = new HashMap<>();
    private final List<Unfinished> found = new ArrayList<>();

    private Promises(Summaries summaries, AsyncModel async, PromiseModel model, WaitModel waits) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.operations = new Operations(program, async);
        this.model = model;
        this.async = async;
        this.emptied = new Emptied(summaries, method -> operations.is(method, waits::putsIn));
        this.unfailing = new Unfailing(summaries, this::is, this::owedOf);
        this.handed = new Handed(summaries, this::is, method -> operations.is(method, async::answers));
    }

    /** All that are found, by method and place. */
    public static List<Unfinished> judge(
            Summaries summaries, AsyncModel async, PromiseModel model, WaitModel waits, List<Circle> circles) {
        Promises promises = new Promises(summaries, async, model, waits);
        for (MethodInfo method : promises.operations.callers(
                model.methods(Trait.MADE_BY), called -> promises.is(Trait.MADE_BY, called))) {
            summaries.guarded(method, () -> {
                List<Owed> made = promises.owedOf(method);
                if (made != null) {
                    made.forEach(promises::judge);
                }
            });
        }
        return promises.found.stream()
                .filter(one -> circles.stream()
                        .noneMatch(circle -> circle.waitsFor(one.body(), one.at(), summaries.moments())))
                .toList();
    }

    // ---- what the models say -----------------------------------------------------------------------------

    private boolean is(Trait trait, MethodRef method) {
        return known.computeIfAbsent(method, asked -> new HashMap<>()).computeIfAbsent(trait, asked -> {
            boolean ends = asked == Trait.ENDED_BY && operations.completes(method);
            return ends || operations.is(method, (type, signature) -> model.is(asked, type, signature));
        });
    }

    private Debts debts(List<Value> atEntry, List<Value> operands) {
        return new Debts() {
            @Override
            public List<Value> operands() {
                return operands;
            }

            @Override
            public List<Value> atEntry() {
                return atEntry;
            }

            @Override
            public boolean makes(MethodRef method) {
                return atEntry.isEmpty() && is(Trait.MADE_BY, method);
            }

            @Override
            public boolean ends(MethodRef method) {
                return is(Trait.ENDED_BY, method);
            }

            @Override
            public boolean reads(MethodRef method) {
                return is(Trait.READ_BY, method);
            }
        };
    }

    /** Whether what is known at the end says that the promise has ended. */
    private boolean isAnswered(End end, Value promise) {
        return end.guards().stream()
                .anyMatch(guard -> guard.bits() == FlowResult.DIFFERENT
                        && guard.right().equals(new Value.Int(0))
                        && guard.left() instanceof Value.Result asked
                        && !asked.arguments().isEmpty()
                        && asked.arguments().get(0).mentions(promise::equals)
                        && operations.is(asked.method(), async::answers));
    }

    private List<End> open(Owed owed) {
        return owed.open(end -> isAnswered(end, owed.name()));
    }

    // ---- where it is made --------------------------------------------------------------------------------

    /** The promises that the method makes; null where it can't be told. */
    private @Nullable List<Owed> owedOf(MethodInfo method) {
        Body body = summaries.moments().body(method);
        FlowResult flow = body == null ? null : summaries.owed(body, debts(List.of(), List.of()));
        if (body == null || flow == null || flow.bounded()) {
            return null;
        }
        List<Owed> all = new ArrayList<>();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call && is(Trait.MADE_BY, call.method())) {
                Owed owed = Owed.of(flow, body, at);
                if (owed != null) {
                    all.add(owed);
                }
            }
        }
        return all;
    }

    private void judge(Owed owed) {
        List<End> returned = open(owed).stream()
                .filter(end -> end.isNormal() && handed.isReturned(end, owed))
                .toList();
        if (owed.given().isEmpty()) {
            if (!returned.isEmpty() && returned.stream().noneMatch(end -> handed.isForOthersToEnd(end, owed))) {
                tell(
                        owed,
                        Why.NOBODY_HAS_IT,
                        Certainty.SEEN,
                        new Stop(owed.body(), returned.get(0).at(), Role.FORGOTTEN));
            }
            return;
        }
        if (handed.isEndedByCallers(owed)) {
            return;
        }
        Fault fault = worst(returned.stream().map(end -> fault(owed, end)).toList());
        if (fault == null && handed.isShown(owed)) {
            fault = heir(owed, 0);
        }
        if (fault != null) {
            found.add(new Unfinished(
                    owed.body(), owed.site(), fault.why(), fault.certainty(), fault.thrown(), fault.stops()));
        }
    }

    private void tell(Owed owed, Why why, Certainty certainty, Stop stop) {
        found.add(new Unfinished(owed.body(), owed.site(), why, certainty, List.of(), List.of(stop)));
    }

    /** @param stops where the promise passes from the method that is looked at, the last one is where it is forgotten */
    private record Fault(Why why, Certainty certainty, List<String> thrown, List<Stop> stops) {
        private Fault(Why why, Certainty certainty, List<Stop> stops) {
            this(why, certainty, List.of(), stops);
        }

        Fault after(Stop stop) {
            List<Stop> longer = new ArrayList<>();
            longer.add(stop);
            longer.addAll(stops);
            return new Fault(why, certainty, thrown, longer);
        }
    }

    /** The surest; of equal ones the first. */
    private static @Nullable Fault worst(List<Fault> faults) {
        Fault worst = null;
        for (Fault fault : faults) {
            if (worst == null || fault.certainty().compareTo(worst.certainty()) < 0) {
                worst = fault;
            }
        }
        return worst;
    }

    /** An end without an exception that leaves the promise open. */
    private Fault fault(Owed owed, End end) {
        Body body = owed.body();
        if (!owed.isOnNormalWay(end)) {
            Certainty certainty = end.assumptions().isEmpty() ? Certainty.SEEN : Certainty.LIKELY;
            return new Fault(
                    Why.A_HANDLER_FORGETS_IT, certainty, List.of(new Stop(body, owed.thrownAt(end), Role.FORGOTTEN)));
        }
        if (owed.isBehindLoop(end)) {
            Stop forgotten = new Stop(body, end.at(), Role.FORGOTTEN);
            Stop leftOut = emptied.leftOut(owed);
            return leftOut == null
                    ? new Fault(Why.NO_TURN_ENDS_IT, Certainty.ASSUMED, List.of(forgotten))
                    : new Fault(Why.NO_TURN_ENDS_IT, Certainty.LIKELY, List.of(leftOut, forgotten));
        }
        return new Fault(
                Why.A_WAY_FORGETS_IT, Certainty.SEEN, List.of(new Stop(body, owed.forgottenAt(end), Role.FORGOTTEN)));
    }

    // ---- who gets it -------------------------------------------------------------------------------------

    /** The fault of the only one who gets the promise; null where there are several, or it does what it should, or nobody knows. */
    private @Nullable Fault heir(Owed owed, int depth) {
        if (owed.given().size() != 1 || depth == DEEPEST) {
            return null;
        }
        int at = owed.given().first();
        List<CallMade> calls = owed.calls(at);
        if (!(owed.body().code().at(at) instanceof Call call) || calls.size() != 1 || owed.isRepeated(at)) {
            return null;
        }
        List<Value> operands = calls.get(0).arguments();
        int index = onlyIndex(operands, owed.name());
        if (index < 0) {
            return null;
        }
        Fault fault;
        if (operands.get(index) instanceof Value.Lambda lambda) {
            fault = callback(call, operands, lambda, owed.name(), depth);
        } else if (call.method().name().equals("<init>")) {
            fault = index == 0 ? null : object(owed, call, operands, index, depth);
        } else {
            fault = isOnObject(call) && index == 0 ? null : method(call, operands, index, depth);
        }
        if (fault == null) {
            return null;
        }
        return fault.after(new Stop(owed.body(), at, fault.stops().isEmpty() ? Role.FORGOTTEN : Role.GIVEN));
    }

    private static boolean isOnObject(Call call) {
        return call.kind() != CallKind.STATIC;
    }

    /** The index of the only operand that is or captures the promise; below zero where there are several. */
    private static int onlyIndex(List<Value> operands, Value promise) {
        int found = -1;
        for (int i = 0; i < operands.size(); i++) {
            Value operand = operands.get(i);
            boolean leads = operand.equals(promise)
                    || operand instanceof Value.Lambda lambda && lambda.mentions(promise::equals);
            if (leads && found >= 0) {
                return -1;
            }
            found = leads ? i : found;
        }
        return found;
    }

    private boolean isRunOnce(MethodRef method) {
        return is(Trait.RUN_ONCE_BY, method) || summaries.runsAfter(method) != null;
    }

    /** The promise is captured by a lambda that the call runs once. */
    private @Nullable Fault callback(Call call, List<Value> operands, Value.Lambda lambda, Value promise, int depth) {
        int captured = lambda.captured().indexOf(promise);
        if (captured < 0 || !isRunOnce(call.method())) {
            return null;
        }
        Fault fault = null;
        if (!is(Trait.ENDED_BY, lambda.body())) {
            MethodInfo body = program.resolve(lambda.body());
            fault = body == null ? null : body(body, new Value.Parameter(captured), null, depth);
            if (body == null || !gives(body, new Value.Parameter(captured))) {
                return null;
            }
        }
        Fault oneSided = oneSided(call, operands);
        return worst(java.util.stream.Stream.of(fault, oneSided)
                .filter(java.util.Objects::nonNull)
                .toList());
    }

    private boolean gives(MethodInfo method, Value promise) {
        Owed owed = owed(method, promise, List.of());
        return owed != null && !owed.given().isEmpty();
    }

    /** The callback is the only one that ends the promise, and runs only if what it waits for ends in one way. */
    private @Nullable Fault oneSided(Call call, List<Value> operands) {
        Completion after = summaries.runsAfter(call.method());
        if (after == null || operands.isEmpty()) {
            return null;
        }
        boolean isSuccess = after == Completion.SUCCESS;
        if (isSuccess && hardlyFails(operands.get(0))) {
            return null;
        }
        return new Fault(
                isSuccess ? Why.A_FAILURE_LEAVES_IT : Why.A_SUCCESS_LEAVES_IT,
                call.resultUsed() ? Certainty.LIKELY : Certainty.SEEN,
                List.of());
    }

    private boolean hardlyFails(Value stage) {
        return stage instanceof Value.Result result
                && (is(Trait.RECOVERED_BY, result.method())
                        || summaries.isCompleted(result.method())
                        || unfailing.is(result.method()));
    }

    /** The promise is given to a constructor of the program, whose object is run once. */
    private @Nullable Fault object(Owed owed, Call constructor, List<Value> operands, int index, int depth) {
        List<FieldRef> fields = new ArrayList<>();
        summaries.keptParameters(constructor.method()).forEach((field, kept) -> {
            if (kept == index) {
                fields.add(field);
            }
        });
        if (fields.size() != 1 || !(operands.get(0) instanceof Value.Fresh object)) {
            return null;
        }
        MethodInfo run = handed.runBy(owed, object, method -> is(Trait.RUN_ONCE_BY, method));
        return run == null ? null : body(run, new Value.Field(new Value.Parameter(0), fields.get(0)), null, depth);
    }

    /** The promise is an argument of a method of the program. */
    private @Nullable Fault method(Call call, List<Value> operands, int index, int depth) {
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        return targets.size() == 1 && program.underAnalysis(targets.get(0))
                ? body(targets.get(0), new Value.Parameter(index), operands, depth)
                : null;
    }

    private @Nullable Owed owed(MethodInfo method, Value promise, List<Value> operands) {
        Body body = summaries.moments().body(method);
        FlowResult flow = body == null ? null : summaries.owed(body, debts(List.of(promise), operands));
        return body == null || flow == null || flow.bounded() ? null : Owed.of(flow, body, Debts.AT_ENTRY);
    }

    /**
     * The fault of a method that has the promise when it begins.
     *
     * @param operands what it is called with, in the caller's terms; null where nobody hears of the exceptions that leave the method
     */
    private @Nullable Fault body(MethodInfo method, Value promise, @Nullable List<Value> operands, int depth) {
        Owed any = owed(method, promise, List.of());
        Owed owed = operands == null ? any : owed(method, promise, operands);
        if (any == null || owed == null || any.given().isEmpty()) {
            return null; // it may only look at it
        }
        List<Fault> faults = new ArrayList<>();
        for (End end : open(owed)) {
            if (!end.isNormal()) {
                if (operands == null) {
                    faults.add(failure(owed, end));
                }
                continue;
            }
            faults.add(fault(any, end));
        }
        Fault worst = worst(faults);
        return worst == null || worst.certainty() == Certainty.ASSUMED ? orElse(heir(owed, depth + 1), worst) : worst;
    }

    private static @Nullable Fault orElse(@Nullable Fault first, @Nullable Fault second) {
        return first == null ? second : first;
    }

    /** Whether the exception is checked, or the only method that the call may run has a statement that throws it. */
    private boolean isShownToThrow(Body body, int at, Set<String> types) {
        if (types.stream().anyMatch(type -> program.isSubtype(type, ANY) && !program.isSubtype(type, UNCHECKED))) {
            return true;
        }
        List<MethodInfo> targets = body.code().at(at) instanceof Call call
                ? summaries.graph().targets(call.kind(), call.method())
                : List.of();
        return targets.size() == 1
                && targets.get(0).thrown().stream()
                        .anyMatch(type -> types.contains(type) && !SAYING_LITTLE.contains(type));
    }

    /** An exception that leaves the code which was to end the promise. */
    private Fault failure(Owed owed, End end) {
        int at = end.origins().isEmpty() ? end.at() : end.origins().first();
        Certainty certainty = end.assumptions().isEmpty()
                ? Certainty.SEEN
                : isShownToThrow(owed.body(), at, end.thrown()) ? Certainty.LIKELY : Certainty.ASSUMED;
        return new Fault(
                Why.AN_EXCEPTION_LEAVES_IT,
                certainty,
                List.copyOf(end.thrown()),
                List.of(new Stop(owed.body(), at, Role.FORGOTTEN)));
    }
}
