package dev.concurrencylint.visibility;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Double-checked initialisation: a field is tested without a lock and, if it is not filled, filled under one. Without {@code volatile}
 * nothing orders the write of the field after the writes of what it leads to (JLS §17.4.5), so the test may find it filled too early.
 */
final class DoubleChecks {
    private static final String FLAG = "Z";
    private static final Set<String> LARGE = Set.of("J", "D");

    private final Summaries summaries;
    private final Program program;
    private final Moments moments;
    private final Contents contents;
    private final List<VisibilityFault> faults = new ArrayList<>();
    private final Set<FieldRef> told = new HashSet<>();

    DoubleChecks(Summaries summaries) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.moments = summaries.moments();
        this.contents = new Contents(program);
    }

    /** A write under a lock. */
    private record Filling(Body body, int at, WriteField write, State state) {}

    List<VisibilityFault> judge() {
        for (ClassInfo type : program.classes().values()) {
            for (MethodInfo method : new TreeSet<>(type.methods())) {
                if (method.monitors().any() || summaries.all().containsKey(method)) {
                    ofStatements(method);
                }
                if (method.isSynchronized() && !method.isConstructor()) {
                    ofHelper(method);
                }
            }
        }
        return faults;
    }

    /** The test and the lock are in one method. */
    private void ofStatements(MethodInfo method) {
        Body body = method.hasCode() && !method.isSynchronized() ? moments.body(method) : null;
        if (body == null || !hasCandidate(method)) {
            return;
        }
        for (Filling filling : fillings(body)) {
            tests(body, filling.at()).forEach(test -> {
                boolean leads = test.ifEmpty(body.code()).get(filling.at())
                        && !test.ifFilled(body.code()).get(filling.at());
                if (leads && isSameObject(body.code(), test, filling)) {
                    judge(body, test, filling);
                }
            });
        }
    }

    /** The lock is that of a method which is called if the field is not filled. */
    private void ofHelper(MethodInfo helper) {
        if (!helper.hasCode() || !hasCandidate(helper)) {
            return;
        }
        for (MethodInfo caller : summaries.graph().callers(helper)) {
            boolean isOutside = caller.isSynchronized() || caller.equals(helper) || !isNear(caller, helper);
            Body body = isOutside ? null : moments.body(caller);
            Body filled = moments.body(helper);
            if (body == null || filled == null) {
                continue;
            }
            for (int at = 0; at < body.code().size(); at++) {
                if (isCallOf(body.code(), at, helper)) {
                    int call = at;
                    for (Filling filling : fillings(filled)) {
                        tests(body, call).forEach(test -> {
                            boolean leads = test.ifEmpty(body.code()).get(call)
                                    && !test.ifFilled(body.code()).get(call)
                                    && test.field()
                                            .equals(program.resolve(
                                                    filling.write().field()));
                            if (leads && isOfReceiver(body.code(), test, call, filling)) {
                                judge(body, test, filling);
                            }
                        });
                    }
                }
            }
        }
    }

    private static boolean isNear(MethodInfo one, MethodInfo other) {
        return one.ref().owner().equals(other.ref().owner());
    }

    private static boolean isCallOf(Code code, int at, MethodInfo helper) {
        return code.at(at) instanceof Call call
                && call.method().name().equals(helper.ref().name())
                && call.method().descriptor().equals(helper.ref().descriptor());
    }

    /** Whether it writes any field that may be meant. */
    private boolean hasCandidate(MethodInfo method) {
        return method.written().stream().anyMatch(field -> isCandidate(program.resolve(field)));
    }

    private boolean isCandidate(FieldRef field) {
        FieldInfo info = program.field(field);
        String type = field.descriptor();
        boolean isReference = type.startsWith("L") || type.startsWith("[");
        return info != null
                && !info.isFinal()
                && (isReference || !Modifier.isVolatile(info.access()) && (type.equals(FLAG) || LARGE.contains(type)));
    }

    /** The writes of candidates under a lock, but for those that empty them. */
    private List<Filling> fillings(Body body) {
        List<Filling> found = new ArrayList<>();
        moments.all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof WriteField write && isCandidate(program.resolve(write.field()))) {
                State state = states.get(0);
                boolean fills = states.stream().allMatch(one -> isUnderLock(body, one)) && !isEmpty(state, write);
                if (fills) {
                    found.add(new Filling(body, at, write, state));
                }
            }
        });
        return found;
    }

    private static boolean isUnderLock(Body body, State state) {
        return body.method().isSynchronized()
                || !state.monitors().isEmpty()
                || !state.locks().isEmpty();
    }

    private static boolean isEmpty(State state, WriteField write) {
        Value value = state.get(write.from());
        return value instanceof Value.Null || value.equals(new Value.Int(0)) || state.isNull(value);
    }

    /** The tests above the place that are made without any lock. */
    private List<UnlockedTest> tests(Body body, int place) {
        List<UnlockedTest> tests = new ArrayList<>();
        for (int at = 0; at < body.code().size(); at++) {
            List<State> states = moments.at(body, at);
            Optional<UnlockedTest> test =
                    states.isEmpty() || at == place ? Optional.empty() : UnlockedTest.of(body.code(), at, summaries);
            if (test.isPresent() && states.stream().noneMatch(state -> isUnderLock(body, state))) {
                tests.add(test.get());
            }
        }
        return tests;
    }

    private boolean isSameObject(Code code, UnlockedTest test, Filling filling) {
        return test.field().equals(program.resolve(filling.write().field()))
                && (filling.write().object() == Instruction.NONE
                        || test.object()
                                == code.loadedFrom(filling.at(), filling.write().object()));
    }

    /** The helper fills a static field, or one of its own object, which is that of the test. */
    private static boolean isOfReceiver(Code code, UnlockedTest test, int at, Filling filling) {
        if (filling.write().object() == Instruction.NONE) {
            return true;
        }
        Call call = (Call) code.at(at);
        return call.receiver() != Instruction.NONE
                && code.loadedFrom(at, call.receiver()) == test.object()
                && filling.body()
                                .code()
                                .loadedFrom(filling.at(), filling.write().object())
                        == 0;
    }

    private void judge(Body body, UnlockedTest test, Filling filling) {
        if (isCalledUnderLock(body.method()) || isOrderedOtherwise(body, test, filling) || isAsserted(body, test)) {
            return;
        }
        boolean isUsed = isUsed(body, test);
        String type = test.field().descriptor();
        if (isFilledAfterwards(filling)) {
            add(
                    body,
                    test,
                    filling,
                    isUsed ? Confidence.HIGH : Confidence.MEDIUM,
                    VisibilityFault.EARLY,
                    "what it leads to is filled after that");
        } else if (isVolatile(test.field())) {
            return;
        } else if (type.equals(FLAG)) {
            flag(body, test, filling, isUsed);
        } else if (LARGE.contains(type)) {
            add(body, test, filling, Confidence.LOW, "two-halves", "half of its 64 bits may be seen");
        } else {
            Value value = filling.state().get(filling.write().from());
            Contents.Kind kind = contents.of(value, type);
            if (kind == Contents.Kind.UNSAFE) {
                add(
                        body,
                        test,
                        filling,
                        isUsed ? Confidence.HIGH : Confidence.MEDIUM,
                        "may-be-unfinished",
                        "another thread may see what it leads to unfinished");
            } else if (kind == Contents.Kind.UNKNOWN) {
                add(
                        body,
                        test,
                        filling,
                        isUsed ? Confidence.MEDIUM : Confidence.LOW,
                        "may-be-unfinished",
                        "another thread may see what it leads to unfinished");
            }
        }
    }

    /** Whether fields of the object are written once the field leads to it. */
    private boolean isFilledAfterwards(Filling filling) {
        Value value = filling.state().get(filling.write().from());
        Code code = filling.body().code();
        FieldRef field = program.resolve(filling.write().field());
        if (!(value instanceof Value.Fresh)) {
            return false;
        }
        return code.reachableNormally(filling.at()).stream()
                .filter(at -> code.at(at) instanceof WriteField)
                .anyMatch(at -> moments.at(filling.body(), at).stream().anyMatch(state -> {
                    int object = ((WriteField) code.at(at)).object();
                    Value owner = object == Instruction.NONE ? null : state.get(object);
                    return isUnderLock(filling.body(), state)
                            && owner != null
                            && (owner.equals(value)
                                    || owner instanceof Value.Field path
                                            && path.field().equals(field));
                }));
    }

    /** A flag tells that something else is there: what is written under the lock before it. */
    private void flag(Body body, UnlockedTest test, Filling filling, boolean isUsed) {
        Set<FieldRef> data = new HashSet<>();
        Code code = filling.body().code();
        for (int at = 0; at < filling.at(); at++) {
            if (moments.at(filling.body(), at).stream().anyMatch(state -> isUnderLock(filling.body(), state))) {
                if (code.at(at) instanceof WriteField write) {
                    data.add(program.resolve(write.field()));
                } else if (code.at(at) instanceof Call call) {
                    summaries.graph().targets(call.kind(), call.method()).stream()
                            .filter(target -> isNear(target, body.method()) && !target.isConstructor())
                            .forEach(target -> target.written().forEach(field -> data.add(program.resolve(field))));
                }
            }
        }
        data.remove(test.field());
        data.removeIf(field -> !isPlain(field));
        if (!data.isEmpty()) {
            boolean isRead = isUsed && readsAny(body.code(), test.ifFilled(body.code()), data);
            boolean isNear = body.equals(filling.body()); // elsewhere, a flag may tell of many things
            Confidence unread = isNear ? Confidence.MEDIUM : Confidence.LOW;
            add(
                    body,
                    test,
                    filling,
                    isRead ? Confidence.HIGH : unread,
                    "flag-before-data",
                    "another thread may see the flag before what is written with it");
        }
    }

    private boolean isPlain(FieldRef field) {
        FieldInfo info = program.field(field);
        return info != null && !info.isFinal() && !Modifier.isVolatile(info.access());
    }

    private boolean readsAny(Code code, BitSet places, Set<FieldRef> fields) {
        return places.stream()
                .anyMatch(
                        at -> code.at(at) instanceof ReadField read && fields.contains(program.resolve(read.field())));
    }

    /** Whether the method goes on to its end, without a lock, where the field is filled. */
    private boolean isUsed(Body body, UnlockedTest test) {
        BitSet filled = test.ifFilled(body.code());
        return filled.stream()
                .anyMatch(at -> body.code().at(at) instanceof Return
                        && moments.at(body, at).stream().anyMatch(state -> !isUnderLock(body, state)));
    }

    /** Whether nothing goes on where the field is filled: it should not have been, and an exception says so. */
    private static boolean isAsserted(Body body, UnlockedTest test) {
        BitSet filled = test.ifFilled(body.code());
        return filled.stream().noneMatch(at -> body.code().at(at) instanceof Return)
                && filled.stream().anyMatch(at -> body.code().at(at) instanceof Throw);
    }

    /** Whether a volatile field that is written behind the filling is read before the test. */
    private boolean isOrderedOtherwise(Body body, UnlockedTest test, Filling filling) {
        Set<FieldRef> before = new HashSet<>();
        for (int at = 0; at < test.branch(); at++) {
            if (body.code().at(at) instanceof ReadField read) {
                before.add(program.resolve(read.field()));
            }
        }
        BitSet after = filling.body().code().reachableNormally(filling.at());
        return after.stream()
                .anyMatch(at -> filling.body().code().at(at) instanceof WriteField write
                        && before.contains(program.resolve(write.field()))
                        && isVolatile(write.field()));
    }

    private boolean isVolatile(FieldRef field) {
        FieldInfo info = program.field(field);
        return info != null && Modifier.isVolatile(info.access());
    }

    /** Whether all known callers have a lock. */
    private boolean isCalledUnderLock(MethodInfo method) {
        if (method.isPublic()) {
            return false;
        }
        Set<MethodInfo> callers = summaries.graph().callers(method);
        return !callers.isEmpty() && callers.stream().allMatch(caller -> isCalledUnderLock(caller, method));
    }

    private boolean isCalledUnderLock(MethodInfo caller, MethodInfo method) {
        if (caller.isSynchronized()) {
            return true;
        }
        Body body = moments.body(caller);
        if (body == null) {
            return false;
        }
        for (int at = 0; at < body.code().size(); at++) {
            if (isCallOf(body.code(), at, method)
                    && moments.at(body, at).stream().anyMatch(state -> !isUnderLock(body, state))) {
                return false;
            }
        }
        return true;
    }

    private void add(Body body, UnlockedTest test, Filling filling, Confidence confidence, String name, String text) {
        if (told.add(test.field())) {
            faults.add(new VisibilityFault(
                    test.field(),
                    body,
                    test.read(),
                    filling.body(),
                    filling.at(),
                    confidence,
                    List.of(new Evidence(name, text))));
        }
    }
}
