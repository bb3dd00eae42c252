package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What tests ask for: something that other threads may change, or only what the method has itself. */
final class Tests {
    private static final int DEEPEST = 2;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final WaitModel model;
    private final Function<MethodRef, @Nullable WaitOperation> operations;

    Tests(
            Summaries summaries,
            MonitorUse use,
            Moments moments,
            WaitModel model,
            Function<MethodRef, @Nullable WaitOperation> operations) {
        this.model = model;
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.operations = operations;
    }

    /** Whether the test's outcome depends on something that other threads may change. */
    boolean isOfState(Body body, int test) {
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE && state.get(register).mentions(part -> isState(body, part))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isState(Body body, Value part) {
        if (part instanceof Value.Field field) {
            return isShared(field);
        }
        if (part instanceof Value.Result result) {
            return isQuestion(result.method());
        }
        if (part instanceof Value.Merged merged) {
            return isFedByState(body, merged.register()) || isChosenByState(body, merged);
        }
        return part instanceof Value.Element;
    }

    private boolean isShared(Value.Field field) {
        FieldInfo info = use.program().field(field.field());
        return info == null || !info.isFinal();
    }

    /** Whether the object is what a call answers that is asked by a key, or belongs to it: the same one the next time. */
    boolean isLookedUp(Value object) {
        if (object instanceof Value.Field field && field.object() != null) {
            return isLookedUp(field.object());
        }
        return object instanceof Value.Result result
                && result.method().parameterCount() > 0
                && isQuestion(result.method());
    }

    /** Where the method waits. */
    BitSet waits(Body body) {
        BitSet waits = new BitSet();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call) {
                WaitOperation operation = operations.apply(call.method());
                waits.set(at, operation != null && operation.waits());
            }
        }
        return waits;
    }

    /** Whether the call asks for something that changes: not for the time, or whether the thread is interrupted. */
    private boolean isQuestion(MethodRef method) {
        if (operations.apply(method) != null || method.returnType().equals("V")) {
            return false;
        }
        String signature = method.name() + method.descriptor();
        return use.program().ancestors(method.owner()).stream().noneMatch(type -> model.asksForOwn(type, signature));
    }

    private boolean isFedByState(Body body, int register) {
        return isReadInto(body, register) || !markers(body, register).isEmpty();
    }

    /** The tests of changing things that decide which of several constants the variable gets. */
    List<Integer> markers(Body body, int register) {
        Code code = body.code();
        List<Integer> writes = new ArrayList<>();
        for (int at = 1; at < code.size(); at++) {
            if (code.at(at) instanceof Copy copy && copy.to() == register && register < code.locals()) {
                int from = at - 1;
                if (code.at(from) instanceof Instruction.Load load && load.to() == copy.from()) {
                    writes.add(from);
                } else {
                    addJoined(code, at, copy.from(), writes);
                }
            }
        }
        List<Integer> found = new ArrayList<>();
        if (writes.size() > 1) {
            Structure structure = new Structure(code);
            for (int write : writes) {
                structure.testsBefore(write).stream()
                        .filter(test -> !found.contains(test) && isDirect(body, test))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Whether tests of changing things decide which of two constants it is that meet there. */
    private boolean isChosenByState(Body body, Value.Merged merged) {
        Code code = body.code();
        List<Integer> writes = new ArrayList<>();
        if (merged.register() >= code.locals()) {
            addJoined(code, merged.at(), merged.register(), writes);
        }
        return writes.size() > 1
                && writes.stream()
                        .flatMap(write -> new Structure(code).testsBefore(write).stream())
                        .anyMatch(test -> isDirect(body, test));
    }

    /** The constants that meet just before: {@code x = a == b}. */
    private static void addJoined(Code code, int at, int register, List<Integer> writes) {
        for (int load = at - 1; load >= 0 && load > at - 4; load--) {
            if (code.at(load) instanceof Instruction.Load one && one.to() == register) {
                writes.add(load);
            }
        }
    }

    /** Whether the test itself reads something that changes. */
    private boolean isDirect(Body body, int test) {
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE
                        && state.get(register)
                                .mentions(part -> !(part instanceof Value.Merged) && isState(body, part))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether only variables are tested that are not written in the loop: then they say what was, not what is. */
    static boolean isStale(Code code, int test, BitSet loop) {
        boolean any = false;
        for (int register : Reads.of(code.at(test))) {
            Instruction source = register == Instruction.NONE ? null : source(code, test, register);
            if (source instanceof Copy copy && copy.from() < code.locals()) {
                any = true;
                if (loop.stream()
                        .anyMatch(
                                at -> code.at(at) instanceof Instruction.Writing write && write.to() == copy.from())) {
                    return false;
                }
            } else if (source != null && !(source instanceof Instruction.Load)) {
                return false;
            }
        }
        return any;
    }

    /** What wrote the register last; null where that is further away. */
    private static @Nullable Instruction source(Code code, int test, int register) {
        for (int at = test - 1; at >= 0 && at > test - 12; at--) {
            if (code.at(at) instanceof Instruction.Writing write && write.to() == register) {
                return write;
            }
        }
        return null;
    }

    private boolean isReadInto(Body body, int register) {
        Code code = body.code();
        for (int at = 1; at < code.size(); at++) {
            if (code.at(at) instanceof Copy copy && copy.to() == register && isRead(code, at - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the instruction, or those just before it in the same expression, read something that changes. */
    private boolean isRead(Code code, int last) {
        for (int at = last; at >= 0 && at > last - 6; at--) {
            Instruction instruction = code.at(at);
            if (instruction instanceof Call call) {
                return isQuestion(call.method());
            }
            if (instruction instanceof ReadField read) {
                return isShared(new Value.Field(null, use.program().resolve(read.field())));
            }
            if (instruction instanceof Copy copy && copy.to() < code.locals()
                    || instruction instanceof Branch
                    || instruction instanceof Instruction.Jump) {
                return false;
            }
        }
        return false;
    }

    /** Whether the test compares what changes with what it was before, which the method has kept. */
    boolean isOfRound(Body body, int test) {
        Code code = body.code();
        if (!(code.at(test) instanceof Branch branch) || branch.right() == Instruction.NONE) {
            return false;
        }
        for (int at = test - 1; at >= 0 && at > test - 8; at--) {
            if (code.at(at) instanceof Copy copy
                    && copy.from() > 0
                    && copy.from() < code.locals()
                    && isFedByState(body, copy.from())) {
                return true;
            }
            if (code.at(at) instanceof Branch) {
                return false;
            }
        }
        return false;
    }

    /** Whether the test looks at what that call answered. */
    boolean isOfAnswer(Body body, int test, int call) {
        return moments.at(body, test).stream()
                .anyMatch(state -> Reads.of(body.code().at(test)).stream()
                        .filter(register -> register != Instruction.NONE)
                        .anyMatch(register -> state.get(register)
                                .mentions(part -> part instanceof Value.Result result && result.at() == call)));
    }

    /** The calls whose answers the test looks at. */
    BitSet answers(Body body, int test) {
        BitSet answers = new BitSet();
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE) {
                    state.get(register).mentions(part -> {
                        if (part instanceof Value.Result result && result.at() >= 0) {
                            answers.set(result.at());
                        }
                        return false;
                    });
                }
            }
        }
        return answers;
    }

    /** Whether the test looks at a field itself. */
    boolean isOfField(Body body, int test) {
        return body.code().at(test) instanceof Branch branch
                && moments.at(body, test).stream().anyMatch(state -> state.get(branch.left()) instanceof Value.Field);
    }

    /** Whether the test asks if something was there at all. */
    static boolean isOfNull(Code code, int test) {
        return code.at(test) instanceof Branch branch && branch.onReferences() && branch.right() == Instruction.NONE;
    }

    /** Whether the test asks for something that belongs to one call of the method, or to one thread, alone. */
    boolean isOfCaller(Body body, int test) {
        boolean isStatic = body.method().isStatic();
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE
                        && state.get(register)
                                .mentions(part -> part instanceof Value.Parameter parameter
                                        && (parameter.index() > 0 || isStatic))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the call only asks, as far as its kind tells: it answers a truth or a number, and is given nothing. */
    boolean isOnlyAsked(MethodRef method) {
        return method.parameterCount() == 0
                && method.returnType().length() == 1
                && !method.returnType().equals("V");
    }

    /**
     * What the test has to find for the wait, without regard to where it stands.
     *
     * @param jumps whether the wait is reached by the jump
     */
    String words(Body body, int test, boolean jumps) {
        String comparison = body.code().at(test) instanceof Branch branch
                ? (jumps ? branch.comparison() : branch.comparison().negated()).name()
                : "";
        return comparison + operands(body, test);
    }

    private SortedSet<String> operands(Body body, int test) {
        SortedSet<String> all = new TreeSet<>();
        for (State state : moments.at(body, test)) {
            StringBuilder words = new StringBuilder();
            for (int register : Reads.of(body.code().at(test))) {
                words.append(
                                register == Instruction.NONE
                                        ? ""
                                        : state.get(register).look())
                        .append(' ');
            }
            all.add(words.toString());
        }
        return all;
    }

    /** Whether the test asks nobody but collections of the platform and methods of the program, whose code is known. */
    boolean isOfKnown(Body body, int test) {
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE && state.get(register).mentions(this::isOfUnknown)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isOfUnknown(Value part) {
        if (!(part instanceof Value.Result result)) {
            return part instanceof Value.Opaque;
        }
        MethodInfo method = use.program().resolve(result.method());
        boolean known = method != null && method.hasCode() && use.program().underAnalysis(method);
        return !known && !result.method().owner().startsWith("java/util/");
    }

    /** The fields that the outcome of the test depends on, by owner and name. */
    SortedSet<String> fields(Body body, int test) {
        SortedSet<String> fields = new TreeSet<>();
        for (State state : moments.at(body, test)) {
            for (int register : Reads.of(body.code().at(test))) {
                if (register != Instruction.NONE) {
                    add(body, state.get(register), fields);
                }
            }
        }
        return fields;
    }

    private void add(Body body, Value value, SortedSet<String> fields) {
        if (value instanceof Value.Field field) {
            if (!Objects.isOuter(field.field()) && !field.field().name().startsWith("val$")) {
                fields.add(field.field().owner() + '.' + field.field().name());
            }
            return;
        }
        if (value instanceof Value.Merged merged) {
            addReads(body, merged.register(), fields);
            return;
        }
        if (value instanceof Value.Result result) {
            addReads(result.method(), fields, DEEPEST);
        }
        value.parts().forEach(part -> add(body, part, fields));
    }

    private void addReads(Body body, int register, SortedSet<String> fields) {
        Code code = body.code();
        for (int at = 1; at < code.size(); at++) {
            if (code.at(at) instanceof Copy copy && copy.to() == register) {
                for (int before = at - 1; before >= 0 && before > at - 6; before--) {
                    if (code.at(before) instanceof ReadField read) {
                        fields.add(name(read));
                    } else if (code.at(before) instanceof Call call) {
                        addReads(call.method(), fields, DEEPEST);
                    } else if (code.at(before) instanceof Branch || code.at(before) instanceof Instruction.Jump) {
                        break;
                    }
                }
            }
        }
    }

    private String name(ReadField read) {
        var field = use.program().resolve(read.field());
        return field.owner() + '.' + field.name();
    }

    /** What a method of the program that is asked reads. */
    private void addReads(MethodRef method, SortedSet<String> fields, int depth) {
        MethodInfo target = use.program().resolve(method);
        if (depth == 0 || target == null || !use.program().underAnalysis(target)) {
            return;
        }
        Body body = moments.body(target);
        if (body == null) {
            return;
        }
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof ReadField read && !Objects.isOuter(read.field())) {
                fields.add(name(read));
            } else if (body.code().at(at) instanceof Call call) {
                addReads(call.method(), fields, depth - 1);
            }
        }
    }

    /** Whether every known call of the method stands in a loop that tests one of the fields, or anything that changes if there are none. */
    boolean isLoopedByCallers(MethodInfo method, SortedSet<String> fields) {
        List<MethodInfo> callers = List.copyOf(summaries.graph().callers(method));
        boolean any = false;
        for (MethodInfo caller : callers) {
            Body body = moments.body(caller);
            if (body == null) {
                return false;
            }
            Structure structure = null;
            for (int at = 0; at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)) {
                    structure = structure == null ? new Structure(body.code()) : structure;
                    Structure shape = structure;
                    any = true;
                    boolean looped = shape.loopsAround(at).stream()
                            .anyMatch(loop -> loop.body().stream()
                                    .anyMatch(test -> shape.isTest(test)
                                            && shape.leaves(test, loop)
                                            && fields(body, test).stream().anyMatch(field -> fields.contains(field))));
                    if (!looped) {
                        return false;
                    }
                }
            }
        }
        return any;
    }
}
