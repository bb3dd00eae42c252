package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes that end waits, and of which those who wait are not told, or not if something fails. */
final class Silences {
    private static final int DEEPEST = 5;
    /** How objects are read or copied: java.io.Serializable, Externalizable, Object. */
    private static final Set<String> MAKERS = Set.of(
            "readObject(Ljava/io/ObjectInputStream;)",
            "readExternal(Ljava/io/ObjectInput;)",
            "readResolve()",
            "clone()");

    private final Summaries summaries;
    private final Moments moments;
    private final Waiters shapes;
    private final Changed changed;
    private final Set<MethodInfo> vague;
    /** Those who wait on one object, and those who wake them. */
    private final List<Waiter> all;

    private final List<WaitSite> sites;
    private final Told told;

    Silences(
            Summaries summaries,
            Moments moments,
            Waiters shapes,
            Changed changed,
            WaitModel model,
            Set<MethodInfo> vague,
            List<Waiter> all,
            List<WaitSite> sites) {
        this.summaries = summaries;
        this.moments = moments;
        this.shapes = shapes;
        this.changed = changed;
        this.vague = vague;
        this.all = all.stream().filter(waiter -> !waiter.isTimed()).toList(); // the others look again by themselves
        this.sites = sites;
        this.told = new Told(summaries, model, sites, vague);
    }

    /** Whether a change lets a thread go on that waits. */
    private enum Ends {
        NO,
        PERHAPS,
        SURELY
    }

    /**
     * A change of something that is waited for.
     *
     * @param kind what it does, as far as another change may do the same; null for nothing that could be told
     */
    private record Change(
            Body body, int at, String field, @Nullable Object kind, Ends ends) {}

    List<WaitFault> judge() {
        List<WaitFault> faults = new ArrayList<>();
        if (all.isEmpty() || all.stream().anyMatch(waiter -> !waiter.testedFirst())) {
            return faults;
        }
        SortedSet<String> fields = new TreeSet<>();
        all.forEach(waiter -> fields.addAll(waiter.fields()));
        List<Change> changes = new ArrayList<>();
        for (String field : fields) {
            for (Body body : changed.changers(field)) {
                addChanges(body, field, changes);
            }
        }
        Set<List<Object>> toldKinds = new HashSet<>();
        for (Change change : changes) {
            MethodInfo method = change.body().method();
            boolean isTold = isToldOf(change) || method.isPrivate() && isToldByCallers(method);
            if (change.kind() != null && isTold) {
                toldKinds.add(List.of(change.field(), change.kind()));
            }
        }
        for (Change change : changes) {
            boolean matters = change.ends() != Ends.NO
                    || change.kind() != null && toldKinds.contains(List.of(change.field(), change.kind()));
            if (matters && mayMeetWaiters(change.body().method())) {
                judge(change, faults);
            }
        }
        return faults;
    }

    private boolean mayMeetWaiters(MethodInfo method) {
        return all.stream().noneMatch(waiter -> waiter.site().body().method().equals(method))
                && !makes(method)
                && all.stream()
                        .anyMatch(waiter -> mayMeet(method, waiter.site().body().method()));
    }

    private void judge(Change change, List<WaitFault> faults) {
        Body body = change.body();
        MethodInfo method = body.method();
        if (isToldIn(change)) {
            if (!vague.contains(method)
                    && isToldOf(change)
                    && told.mayBeSkipped(body, change.at(), at -> isChanged(body, at, change.field()))
                    && !isToldByCallers(method)) {
                faults.add(fault(
                        change,
                        body,
                        change.at(),
                        Confidence.MEDIUM,
                        new Evidence(WaitFault.IF_IT_FAILS, "what is called before the wake-up may throw")));
            }
            return;
        }
        if (!isToldByCallers(method) && !told.givesAway(body)) {
            Evidence evidence = change.ends() == Ends.NO
                    ? new Evidence("told-elsewhere", "other code that changes it so wakes those who wait")
                    : new Evidence("ends-the-wait", "those who wait test it, and would go on");
            Confidence confidence = change.ends() == Ends.SURELY ? Confidence.HIGH : Confidence.MEDIUM;
            faults.add(fault(change, body, change.at(), confidence, evidence));
        } else if (method.isPrivate() && !told.givesAway(body)) {
            forgotten(change, faults);
        }
    }

    /** The callers that change it by the method, and wake nobody, where others do. */
    private void forgotten(Change change, List<WaitFault> faults) {
        MethodInfo method = change.body().method();
        for (MethodInfo caller : summaries.graph().callers(method)) {
            Body body = moments.body(caller);
            boolean silent = body != null
                    && mayMeetWaiters(caller)
                    && !vague.contains(caller)
                    && !told.wakes(body)
                    && !told.givesAway(body)
                    && !isToldByCallers(caller);
            for (int at = 0; body != null && silent && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)) {
                    faults.add(fault(
                            change,
                            body,
                            at,
                            Confidence.MEDIUM,
                            new Evidence("told-by-others", "other callers wake those who wait")));
                    break;
                }
            }
        }
    }

    private WaitFault fault(Change change, Body body, int at, Confidence confidence, Evidence evidence) {
        Waiter waiter = all.stream()
                .filter(one -> one.fields().contains(change.field()))
                .findFirst()
                .orElse(all.get(0));
        List<WaitFault.Other> others = new ArrayList<>();
        others.add(new WaitFault.Other(waiter.site().body(), waiter.site().at(), "waits for it"));
        sites.stream().limit(2).forEach(wake -> others.add(new WaitFault.Other(wake.body(), wake.at(), "wakes")));
        return new WaitFault(
                Kind.MISSING,
                body,
                at,
                waiter.site().object(),
                null,
                waiter.site().on(),
                null,
                confidence,
                List.of(evidence),
                List.of(),
                others);
    }

    // ---- told --------------------------------------------------------------------------------------------

    private boolean isToldIn(Change change) {
        return vague.contains(change.body().method()) || told.isTold(change.body(), change.at());
    }

    /** Whether the wake-up is about this change, and no later one. */
    private boolean isToldOf(Change change) {
        return told.isToldOf(change.body(), change.at(), at -> isChanged(change.body(), at, change.field()));
    }

    private boolean isToldByCallers(MethodInfo method) {
        return summaries.graph().callers(method).stream()
                .anyMatch(caller -> isToldBy(caller, DEEPEST - 1, new HashSet<>(Set.of(method))));
    }

    /** Whether the method, or some caller, wakes them, or gives work to another thread that may. */
    private boolean isToldBy(MethodInfo method, int depth, Set<MethodInfo> seen) {
        Body body = moments.body(method);
        if (body == null || depth == 0 || !seen.add(method)) {
            return depth == 0;
        }
        return vague.contains(method)
                || told.wakes(body)
                || told.givesAway(body)
                || summaries.graph().callers(method).stream().anyMatch(caller -> isToldBy(caller, depth - 1, seen));
    }

    /** Whether the method makes its object, which nobody else has yet: a constructor, or what stands for one when it is read or copied. */
    private static boolean makes(MethodInfo method) {
        return method.isConstructor()
                || method.isStaticInitialiser()
                || MAKERS.contains(method.ref().name()
                        + method.ref()
                                .descriptor()
                                .substring(0, method.ref().descriptor().indexOf(')') + 1));
    }

    /** Whether both may run on one object, where one of them is the other's heir or they are of different families. */
    private boolean mayMeet(MethodInfo one, MethodInfo other) {
        String a = one.ref().owner();
        String b = other.ref().owner();
        return one.isStatic()
                || other.isStatic()
                || changed.isHeir(a, b)
                || changed.isHeir(b, a)
                || !changed.haveCommonParent(a, b);
    }

    // ---- changes -----------------------------------------------------------------------------------------

    private boolean isOf(Body body, int at, String field) {
        return body.code().at(at) instanceof WriteField write
                        && changed.name(write).equals(field)
                || body.code().at(at) instanceof Call call
                        && changed.contents(call.method()) != null
                        && moments.at(body, at).stream().anyMatch(state -> Changed.isIn(state, call, field));
    }

    /** Whether the field is written there, or by what is called. */
    private boolean isChanged(Body body, int at, String field) {
        return isOf(body, at, field)
                || body.code().at(at) instanceof Call call
                        && summaries.graph().targets(call.kind(), call.method()).stream()
                                .map(moments::body)
                                .anyMatch(callee -> callee != null && changed.writes(callee, field));
    }

    private void addChanges(Body body, String field, List<Change> changes) {
        for (int at = 0; at < body.code().size(); at++) {
            List<State> states = moments.at(body, at);
            if (states.isEmpty()) {
                continue;
            }
            State state = states.get(0);
            if (body.code().at(at) instanceof WriteField write
                    && changed.name(write).equals(field)
                    && !isOfNew(state, write)) {
                if (body.method().isSynthetic() && body.method().isStatic()) {
                    addByAccessor(body.method(), field, state.get(write.from()), changes);
                } else {
                    addWrite(body, at, field, state.get(write.from()), changes);
                }
            } else if (body.code().at(at) instanceof Call call && Changed.isIn(state, call, field)) {
                Changed.Contents kind = changed.contents(call.method());
                boolean isEmptyAsked = all.stream().anyMatch(waiter -> isEmptyAsked(waiter, field));
                if (kind == Changed.Contents.GROW && isEmptyAsked) {
                    changes.add(new Change(body, at, field, kind, Ends.PERHAPS));
                } else if (kind != null && !isEmptyAsked) {
                    changes.add(new Change(body, at, field, kind, Ends.NO));
                }
            }
        }
    }

    private void addWrite(Body body, int at, String field, Value value, List<Change> changes) {
        Object kind = kind(value);
        Ends ends = Ends.NO;
        for (Waiter waiter : all) {
            ends = greater(ends, ends(waiter, field, value));
        }
        if (kind != null || ends != Ends.NO) {
            changes.add(new Change(body, at, field, kind, ends));
        }
    }

    /** A compiler's method that writes the field for other classes of the nest: what is written are its calls. */
    private void addByAccessor(MethodInfo accessor, String field, Value value, List<Change> changes) {
        for (MethodInfo caller : summaries.graph().callers(accessor)) {
            Body body = moments.body(caller);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                List<State> states = moments.at(body, at);
                if (!states.isEmpty()
                        && body.code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), accessor)) {
                    State state = states.get(0);
                    addWrite(body, at, field, state.ofCallee(value, Moments.operands(call, state)), changes);
                }
            }
        }
    }

    private static Ends greater(Ends one, Ends other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean isOfNew(State state, WriteField write) {
        return write.object() != Instruction.NONE && state.get(write.object()) instanceof Value.Fresh;
    }

    private interface Outcome {
        @Nullable
        Boolean of(Branch branch, State state);
    }

    /** Whether the wait ends if the field has that value, whatever else is so. */
    private Ends ends(Waiter waiter, String field, Value value) {
        if (isAvoided(waiter, (branch, state) -> outcome(branch, state, field, value))) {
            return Ends.SURELY;
        }
        boolean mayBeAny = value instanceof Value.Parameter || value instanceof Value.Result;
        boolean perhaps = mayBeAny
                && (isAvoided(waiter, (branch, state) -> ifAny(branch, state, field, true))
                        || isAvoided(waiter, (branch, state) -> ifAny(branch, state, field, false)));
        return perhaps ? Ends.PERHAPS : Ends.NO;
    }

    /** Whether the wait ends if the collection in the field is not empty. */
    private boolean isEmptyAsked(Waiter waiter, String field) {
        return isAvoided(waiter, (branch, state) -> {
            boolean asks = branch.right() == Instruction.NONE
                    && state.get(branch.left()) instanceof Value.Result result
                    && changed.asksIfEmpty(result.method())
                    && isField(result.arguments().get(0), field);
            return asks ? branch.comparison().holds(0) : null;
        });
    }

    /** Whether a test that is made again after the wait keeps from it, if it comes out so. */
    private boolean isAvoided(Waiter waiter, Outcome outcome) {
        Body body = waiter.site().body();
        var again = body.code().reachableNormally(waiter.site().at());
        for (int test : waiter.under()) {
            if (!again.get(test) || !(body.code().at(test) instanceof Branch branch)) {
                continue;
            }
            Boolean jumps = null;
            for (State state : moments.at(body, test)) {
                Boolean here = outcome.of(branch, state);
                if (here == null || jumps != null && !jumps.equals(here)) {
                    jumps = null;
                    break;
                }
                jumps = here;
            }
            if (jumps != null
                    && shapes.structure(waiter.site())
                            .avoids(test, jumps, waiter.site().at())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isField(Value value, String field) {
        return value instanceof Value.Field tested
                && (tested.field().owner() + '.' + tested.field().name()).equals(field);
    }

    /** Whether the branch jumps if the field that it tests has the value; null where that is not known. */
    private static @Nullable Boolean outcome(Branch branch, State state, String field, Value value) {
        if (!isField(state.get(branch.left()), field)) {
            return null;
        }
        if (branch.onReferences()) {
            boolean isKnown = branch.right() == Instruction.NONE
                    && (value instanceof Value.Null || value instanceof Value.Fresh || value instanceof Value.Literal);
            return isKnown ? (branch.comparison() == Comparison.EQ) == (value instanceof Value.Null) : null;
        }
        Value right = branch.right() == Instruction.NONE ? new Value.Int(0) : state.get(branch.right());
        return value instanceof Value.Int number && right instanceof Value.Int limit
                ? branch.comparison().holds(Integer.compare(number.value(), limit.value()))
                : null;
    }

    /** The same for some object, or for a number on the other side of a limit. */
    private static @Nullable Boolean ifAny(Branch branch, State state, String field, boolean jumps) {
        boolean isTested = isField(state.get(branch.left()), field)
                || branch.right() != Instruction.NONE && isField(state.get(branch.right()), field);
        if (!isTested) {
            return null;
        }
        if (branch.onReferences()) {
            return branch.right() == Instruction.NONE ? branch.comparison() == Comparison.NE : null;
        }
        boolean isLimit = branch.comparison() != Comparison.EQ && branch.comparison() != Comparison.NE;
        return isLimit && branch.right() != Instruction.NONE ? jumps : null;
    }

    /** What kind of change it is: to a constant, or up or down; null for another. */
    private static @Nullable Object kind(Value value) {
        if (value instanceof Value.Int || value instanceof Value.Null) {
            return value;
        }
        return value instanceof Value.Computed computed && computed.right() instanceof Value.Int
                ? computed.operator() + computed.right()
                : null;
    }
}
