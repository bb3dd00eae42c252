package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Numbers;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Which calls of a program wait. */
final class Operations {
    private final Program program;
    private final AsyncModel model;
    private final Map<MethodRef, Optional<AsyncModel.Certainty>> known = new HashMap<>();
    /** Of the methods of which anything is said: most others are told apart by that alone. */
    private final Set<String> names = new HashSet<>();

    private final Set<String> wholeTypes = new HashSet<>();
    private final Map<String, Boolean> whole = new HashMap<>();

    Operations(Program program, AsyncModel model) {
        this.program = program;
        this.model = model;
        for (AsyncModel.Certainty certainty : AsyncModel.Certainty.values()) {
            for (String pattern : model.operations(certainty)) {
                int dot = pattern.indexOf('.');
                String name = pattern.substring(dot + 1);
                if (name.equals("*")) {
                    wholeTypes.add(pattern.substring(0, dot));
                } else {
                    names.add(name.indexOf('(') < 0 ? name : name.substring(0, name.indexOf('(')));
                }
            }
        }
    }

    /** The methods under analysis that may wait by a call of theirs of that certainty, or by one that they refer to, sorted. */
    SortedSet<MethodInfo> callers(AsyncModel.Certainty certainty) {
        return methods(
                model.operations(certainty),
                method -> method.calls().stream().anyMatch(site -> is(certainty, site.method()))
                        || method.bodies().stream().anyMatch(body -> is(certainty, body)));
    }

    /** The methods that call one of the named ones, as far as the predicate agrees. */
    SortedSet<MethodInfo> callers(Set<String> patterns, Predicate<MethodRef> isMeant) {
        return methods(
                patterns,
                method -> method.calls().stream().map(CallSite::method).anyMatch(isMeant));
    }

    private SortedSet<MethodInfo> methods(Set<String> patterns, Predicate<MethodInfo> isMeant) {
        SortedSet<MethodInfo> callers = new TreeSet<>();
        Set<ClassInfo> seen = new HashSet<>();
        for (String signature : signatures(patterns)) {
            for (ClassInfo type : mentioning(signature)) {
                if (!seen.add(type)) {
                    continue;
                }
                for (MethodInfo method : type.methods()) {
                    if (method.hasCode() && isMeant.test(method)) {
                        callers.add(method);
                    }
                }
            }
        }
        return callers;
    }

    /** @param signature name and descriptor, after the type and a dot for constructors */
    private List<ClassInfo> mentioning(String signature) {
        int descriptor = signature.indexOf('(');
        int dot = signature.lastIndexOf('.', descriptor);
        return program.mentioning(new MethodRef(
                dot < 0 ? "" : signature.substring(0, dot),
                signature.substring(dot + 1, descriptor),
                signature.substring(descriptor)));
    }

    /** The names and descriptors that such patterns stand for; those of types that are nowhere stand for none. */
    private SortedSet<String> signatures(Set<String> patterns) {
        SortedSet<String> signatures = new TreeSet<>();
        for (String pattern : patterns) {
            int dot = pattern.indexOf('.');
            String name = pattern.substring(dot + 1);
            String owner = name.startsWith("<init>") ? pattern.substring(0, dot + 1) : "";
            ClassInfo type = program.findIfThere(pattern.substring(0, dot));
            if (type != null && name.indexOf('(') >= 0) {
                signatures.add(owner + name);
            } else if (type != null) {
                type.methods().stream()
                        .filter(method ->
                                name.equals("*") || method.ref().name().equals(name))
                        .forEach(method -> signatures.add(
                                owner + method.ref().name() + method.ref().descriptor()));
            }
        }
        return signatures;
    }

    /** Whether the call waits with that certainty: what the models say of the most special type counts. */
    boolean is(AsyncModel.Certainty certainty, MethodRef method) {
        return (names.contains(method.name()) || isOfWhole(method.owner()))
                && said(method).filter(certainty::equals).isPresent();
    }

    /** Whether something is said of all methods of the type. */
    private boolean isOfWhole(String type) {
        return whole.computeIfAbsent(
                type,
                asked -> program.ancestors(asked).stream()
                        .anyMatch(one -> wholeTypes.contains(one)
                                || wholeTypes.contains(one.substring(0, Math.max(0, one.lastIndexOf('/'))))));
    }

    private Optional<AsyncModel.Certainty> said(MethodRef method) {
        return known.computeIfAbsent(method, asked -> {
            String signature = asked.name() + asked.descriptor();
            Set<String> types = program.ancestors(asked.owner());
            for (AsyncModel.Certainty certainty : AsyncModel.Certainty.values()) {
                boolean is = types.stream()
                        .filter(type -> model.is(certainty, type, signature) && has(type, asked))
                        .anyMatch(type -> !isSaidOtherwise(certainty, types, type, signature));
                if (is) {
                    return Optional.of(certainty);
                }
            }
            return Optional.empty();
        });
    }

    /** Whether the type has the method: what stands for all of its own is not for those of its subtypes. */
    private boolean has(String type, MethodRef asked) {
        return program.findIfThere(type) == null
                || program.resolve(new MethodRef(type, asked.name(), asked.descriptor())) != null;
    }

    /** Whether an object of the type waits, with that certainty, where the call is made on it. */
    boolean isOn(AsyncModel.Certainty certainty, String type, MethodRef method) {
        return is(certainty, on(type, method));
    }

    /** Whether a type between the two says that the operation is of another certainty. */
    private boolean isSaidOtherwise(AsyncModel.Certainty said, Set<String> types, String ancestor, String signature) {
        for (AsyncModel.Certainty other : AsyncModel.Certainty.values()) {
            boolean is = other != said
                    && types.stream()
                            .anyMatch(type -> !type.equals(ancestor)
                                    && program.isSubtype(type, ancestor)
                                    && model.is(other, type, signature));
            if (is) {
                return true;
            }
        }
        return false;
    }

    /** The method of an object of the type. */
    MethodRef on(String type, MethodRef method) {
        return new MethodRef(type, method.name(), method.descriptor());
    }

    /** Whether the call waits for a time that it is given, and not for longer. */
    boolean isTimed(Call call) {
        return call.method().parameterTypes().stream().skip(1).anyMatch(model::isUnitOfTime);
    }

    /** Whether the model says so of the method, or of one that it overrides. */
    boolean is(MethodRef method, BiPredicate<String, String> says) {
        String signature = method.name() + method.descriptor();
        return program.ancestors(method.owner()).stream().anyMatch(type -> says.test(type, signature));
    }

    /**
     * Whether the call doesn't wait after all: what it waits for is done, or it is told to wait for no time.
     *
     * @param finished whether the value is a future that is done
     */
    boolean isHarmless(Call call, State state, Predicate<Value> finished) {
        if (isForNoTime(call, state)) {
            return true;
        }
        int subject = subject(call);
        if (subject == Instruction.NONE) {
            return false;
        }
        Value future = original(state.get(subject));
        boolean answers =
                call.receiver() == Instruction.NONE || isAnswering(call.method().owner());
        return answers && finished.test(future) || isAnswered(future, state);
    }

    /** What is done when the value is, as far back as the code shows. */
    Value original(Value value) {
        Value original = value;
        while (original instanceof Value.Result result
                && !result.arguments().isEmpty()
                && is(result.method(), model::isSameAs)) {
            original = result.arguments().get(0);
        }
        return original;
    }

    /** What the call is made on: the receiver, or the future that a static method is given first; else NONE. */
    int subject(Call call) {
        if (call.receiver() != Instruction.NONE || call.arguments().isEmpty()) {
            return call.receiver();
        }
        String first = call.method().parameterTypes().get(0);
        boolean isFuture = first.startsWith("L") && isAnswering(first.substring(1, first.length() - 1));
        return isFuture ? call.arguments().get(0) : Instruction.NONE;
    }

    /** Whether objects of the type tell when the waits for them are over. */
    boolean isAnswering(String type) {
        return program.ancestors(type).stream().anyMatch(model::isAnswering);
    }

    /** Whether the number before a unit of time is zero. One without a unit may stand for no limit, as that of {@code join}. */
    private boolean isForNoTime(Call call, State state) {
        int timed = timed(call);
        return timed >= 0 && isZero(call, timed, state)
                || !call.arguments().isEmpty() && is(call.method(), model::skipsZero) && isZero(call, 0, state);
    }

    /** The argument that is a time in the unit of the next one; negative for none. */
    private int timed(Call call) {
        List<String> types = call.method().parameterTypes();
        for (int i = 1; i < types.size() && i < call.arguments().size(); i++) {
            if (model.isUnitOfTime(types.get(i))) {
                return i - 1;
            }
        }
        return -1;
    }

    /** For how many milliseconds the call waits at most, where the code says so; rounded up. */
    OptionalLong bound(Call call, State state) {
        int timed = timed(call);
        if (timed >= 0) {
            OptionalLong number = Numbers.of(state.get(call.arguments().get(timed)));
            Optional<TimeUnit> unit = unit(state.get(call.arguments().get(timed + 1)));
            return number.isPresent() && unit.isPresent()
                    ? OptionalLong.of(millisecondsUp(number.getAsLong(), unit.get()))
                    : OptionalLong.empty();
        }
        if (call.arguments().isEmpty() || !is(call.method(), model::takesMilliseconds)) {
            return OptionalLong.empty();
        }
        OptionalLong number = Numbers.of(state.get(call.arguments().get(0)));
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    private static Optional<TimeUnit> unit(Value value) {
        return value instanceof Value.Literal constant
                ? Arrays.stream(TimeUnit.values())
                        .filter(unit -> constant.text().endsWith("." + unit.name()))
                        .findFirst()
                : Optional.empty();
    }

    private static long millisecondsUp(long number, TimeUnit unit) {
        long down = unit.toMillis(number);
        return unit.compareTo(TimeUnit.MILLISECONDS) < 0 && unit.convert(down, TimeUnit.MILLISECONDS) < number
                ? down + 1
                : down;
    }

    private static boolean isZero(Call call, int argument, State state) {
        OptionalLong number = Numbers.of(state.get(call.arguments().get(argument)));
        return number.isPresent() && number.getAsLong() == 0;
    }

    /** Whether the call ends all waits for its receiver. */
    boolean completes(MethodRef method) {
        return is(method, model::completes);
    }

    /** Whether the method asks its receiver whether the waits for it are over. */
    boolean isQuestion(MethodRef method) {
        return is(method, model::answers);
    }

    /** Whether the code has asked, and the answer was that it is done. */
    boolean isAnswered(Value receiver, State state) {
        return state.askedAnswers().stream()
                .anyMatch(asked -> !asked.arguments().isEmpty()
                        && asked.arguments().get(0).equals(receiver)
                        && is(asked.method(), model::answers)
                        && (asked.method().returnType().startsWith("L")
                                ? state.isNotNull(asked)
                                : state.isZero(asked).equals(Optional.of(false))));
    }
}
