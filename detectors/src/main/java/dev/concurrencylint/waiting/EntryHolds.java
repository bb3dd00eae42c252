package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.Witness.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether locks and monitors are held where methods begin: by all who lead there, or because the method says that they are. {@link Holders} looks
 * closer, at single moments; this one asks what was observed of whole methods, which costs a fraction and is enough where there are many questions.
 */
public final class EntryHolds {
    private static final int DEEPEST = 6;

    /** Whoever is led to from more places is hardly led to by a lock. */
    private static final int MOST_VISITS = 20;

    private static final int MOST_CALLERS = 8;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Holders holders;
    private final Contracts contracts;
    private final Map<Question, Found> known = new HashMap<>();

    public EntryHolds(Summaries summaries, MonitorUse use, CodeSource source, WaitModel model) {
        this.summaries = summaries;
        this.use = use;
        this.contracts = new Contracts(source, model);
        this.moments = summaries.moments();
        Captured captured = new Captured(summaries, use, moments);
        Objects objects = new Objects(use, captured);
        Conditions conditions = new Conditions(use, moments, objects, captured, model);
        this.holders = new Holders(summaries, use, moments, objects, conditions, contracts);
    }

    private record Question(MethodInfo method, Wanted wanted) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question that && method.equals(that.method) && wanted.equals(that.wanted);
        }

        @Override
        public int hashCode() {
            return method.hashCode() * 31 + wanted.hashCode();
        }
    }

    /**
     * What was found.
     *
     * @param isUnclear whether something on the way is not clear; then nothing is known
     * @param isHeldBySome whether somebody who leads there holds it
     * @param isUnderOther whether something else is held on a way on which it is not
     * @param open the ways on which nobody does; that of an object's maker is none
     */
    public record Found(boolean isUnclear, boolean isHeldBySome, boolean isUnderOther, List<Witness> open) {
        /** Nothing is known. */
        public static final Found UNCLEAR = new Found(true, false, false, List.of());

        public Found {
            open = List.copyOf(open);
        }

        /** Whether it is held whichever way leads there. */
        public boolean isHeld() {
            return !isUnclear && open.isEmpty();
        }
    }

    /**
     * Asks who leads to the method.
     *
     * @param lock as the method names it; a half of a read-write lock is a view
     * @param isMonitor whether the monitor of the object is meant, and not the object as a lock
     */
    public Found at(MethodInfo method, Value lock, boolean isMonitor) {
        Wanted wanted = new Wanted(lock, isMonitor ? WaitModel.On.MONITOR : WaitModel.On.LOCK);
        Question question = new Question(method, wanted);
        Found found = known.get(question);
        if (found == null) {
            Walk walk = new Walk();
            walk.above(method, wanted, List.of());
            found = walk.found();
            known.put(question, found);
        }
        return found;
    }

    /** Whether the method says, by an annotation, that its callers hold something. */
    public boolean isUnderContract(MethodInfo method) {
        return !contracts.toBeHeld(method).isEmpty();
    }

    /** One search upwards. It is over with the first doubt. */
    private final class Walk {
        private final Set<Question> seen = new HashSet<>();
        private final List<Witness> open = new ArrayList<>();
        private boolean unclear;
        private boolean held;
        private boolean underOther;

        Found found() {
            return unclear ? Found.UNCLEAR : new Found(false, held, underOther, open);
        }

        void above(MethodInfo method, Wanted wanted, List<Witness.Call> way) {
            if (unclear || !seen.add(new Question(method, wanted))) {
                return;
            }
            if (method.isConstructor() && wanted.object().mentions(new Value.Parameter(0)::equals)) {
                return; // nobody else has the object yet
            }
            if (!wanted.isPath() || seen.size() > MOST_VISITS) {
                unclear = true;
            } else if (contracts.isHeldByContract(method, wanted)) {
                held = true;
            } else if (!summaries.graph().makers(method).isEmpty()) {
                lambda(method, wanted, way);
            } else if (way.size() >= DEEPEST) {
                open.add(new Witness(Why.ENTRY, way));
            } else {
                callers(method, wanted, way);
            }
        }

        /** Who runs a lambda is another question. */
        private void lambda(MethodInfo method, Wanted wanted, List<Witness.Call> way) {
            Answer answer = Answer.brief(MOST_VISITS);
            holders.askAbove(method, wanted, answer);
            unclear |= answer.isUnclear();
            held |= answer.isHeldBySome();
            underOther |= answer.isUnderOther();
            for (Witness witness : answer.open()) {
                if (witness.why() != Why.MADE_HERE) {
                    List<Witness.Call> longer = new ArrayList<>(witness.calls());
                    longer.addAll(way);
                    open.add(new Witness(witness.why(), longer));
                }
            }
        }

        private void callers(MethodInfo method, Wanted wanted, List<Witness.Call> way) {
            boolean isGiven = wanted.isGiven(method.isStatic());
            boolean isOfLibrary = summaries.graph().overridesLibrary(method);
            Set<MethodInfo> callers = new TreeSet<>(summaries.graph().callers(method));
            callers.remove(method);
            if (callers.size() > MOST_CALLERS) {
                unclear = true;
                return;
            }
            if (callers.isEmpty() && method.isPrivate()) {
                return; // nobody leads there
            }
            if (isOfLibrary || callers.isEmpty()) {
                unclear |= isGiven || isOfLibrary && holders.isRunUnderHold(method);
                open.add(new Witness(isOfLibrary ? Why.LIBRARY : Why.ENTRY, way));
            }
            for (MethodInfo caller : callers) {
                if (isSameObject(caller, method, wanted, way)) {
                    continue;
                }
                for (Observation one : unclear ? List.<Observation>of() : use.observed(caller)) {
                    if (one.instruction() instanceof Call call
                            && summaries.graph().mayRun(call.kind(), call.method(), method)
                            && (!isOfLibrary
                                    || use.program()
                                            .classes()
                                            .containsKey(call.method().owner()))) {
                        call(one, call, method, wanted, way);
                    }
                }
            }
        }

        /** A caller that names the lock alike, and takes none but its own monitor, need not be observed: then all is done here. */
        private boolean isSameObject(MethodInfo caller, MethodInfo method, Wanted wanted, List<Witness.Call> way) {
            if (unclear || caller.monitors().any() || summaries.all().containsKey(caller)) {
                return unclear;
            }
            Body body = moments.body(caller);
            int at = body == null ? -1 : callOnThis(body, method, wanted);
            if (body == null || at < 0) {
                return false;
            }
            if (caller.isSynchronized() && wanted.object().equals(MonitorUse.ownMonitor(caller))) {
                held = true;
            } else if (summaries.asksForHolds(body.code())) {
                unclear = true;
            } else {
                underOther |= caller.isSynchronized();
                List<Witness.Call> longer = new ArrayList<>();
                longer.add(new Witness.Call(body, at));
                longer.addAll(way);
                above(caller, wanted, longer);
            }
            return true;
        }

        /** The first call of the method; -1 where there is none, or another one is made on another object whose lock is meant. */
        private int callOnThis(Body body, MethodInfo method, Wanted wanted) {
            boolean isOfNone = !wanted.object().mentions(part -> part instanceof Value.Parameter);
            boolean isOfThis = !isOfNone
                    && !wanted.isGiven(method.isStatic())
                    && !body.method().isStatic();
            int first = -1;
            for (int at = 0; at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)) {
                    boolean isAlike = isOfNone
                            || isOfThis
                                    && call.receiver() != Instruction.NONE
                                    && body.code().loadedFrom(at, call.receiver()) == 0;
                    if (!isAlike) {
                        return -1;
                    }
                    first = first < 0 ? at : first;
                }
            }
            return first;
        }

        private void call(Observation one, Call call, MethodInfo method, Wanted wanted, List<Witness.Call> way) {
            if (method.isStatic() != (call.receiver() == Instruction.NONE)) {
                unclear = true;
                return;
            }
            Wanted here = wanted.as(inCaller(wanted.object(), one, call));
            if (one.held().contains(here.object())) {
                held = true;
                return;
            }
            if (here.object().mentions(part -> part instanceof Value.Fresh)) {
                return; // nobody else has the object yet
            }
            if (summaries.asksForHolds(one.body().code())) {
                unclear = true;
                return;
            }
            underOther |= !one.held().isEmpty();
            List<Witness.Call> longer = new ArrayList<>();
            longer.add(new Witness.Call(one.body(), one.at()));
            longer.addAll(way);
            above(one.body().method(), here, longer);
        }

        /** The value of the called method in the terms of the caller. */
        private Value inCaller(Value value, Observation one, Call call) {
            List<Value> operands = new ArrayList<>();
            if (call.receiver() != Instruction.NONE) {
                operands.add(one.value(call.receiver()));
            }
            call.arguments().forEach(register -> operands.add(one.value(register)));
            return value.rewrite(part -> part instanceof Value.Parameter parameter
                    ? parameter.index() < operands.size() ? operands.get(parameter.index()) : new Value.Opaque(-1)
                    : part);
        }
    }
}
