package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Protocol;
import java.util.ArrayList;
import java.util.List;

/** What an operation on a lock, a stamped lock or a semaphore makes of one alternative. */
final class Operations {
    private static final String INTERRUPTED = "java/lang/InterruptedException";
    private static final Value ZERO = new Value.Int(0);
    private static final Value ONE = new Value.Int(1);

    private final Code code;
    private final Environment environment;
    private final Holds holds;
    private final Stamps stamps;
    private final Events events;

    Operations(Code code, Environment environment, Holds holds, Events events) {
        this.code = code;
        this.environment = environment;
        this.holds = holds;
        this.events = events;
        this.stamps = new Stamps(code, environment, holds, events);
    }

    /** Tells what a stamp stands for. */
    void test(int at, Invocation call, LockOperation operation, Alternative in, Transfer.Out out) {
        stamps.test(at, call, operation, in, out);
    }

    void operate(int at, Invocation call, LockOperation operation, Alternative in, Transfer.Out out) {
        Value whole = call.receiver();
        Value lock = held(at, call, operation, whole);
        for (String exception : refusals(call.method(), operation, environment)) {
            Alternative refused = in.copy();
            if (operation.protocol() == Protocol.PERMIT) {
                refused.failAttempt(at);
            }
            out.raise(at, refused, Thrown.of(exception, at));
        }
        Value answer = new Value.Result(at, call.method(), List.of(whole)).bounded(at);
        switch (operation.plain()) {
            case ACQUIRE, ACQUIRE_INTERRUPTIBLY -> {
                in.facts().age(field -> !environment.isStable(field));
                if (stamps.takenAgain(at, operation, lock, in)) {
                    in.doubt(); // it waits for ever: what comes is there to be read, but does not happen
                }
                afterAttempt(at, lock, in);
                holds.acquire(at, lock, in);
                if (operation.isStamped()) {
                    in.facts().assume(answer, ZERO, Possible.DIFFERENT);
                }
                call.answer(in, answer);
                out.next(at + 1, in);
            }
            case ATTEMPT, ATTEMPT_TIMED -> attempt(at, call, lock, answer, in, out);
            case RELEASE -> {
                events.calling(at, List.of(), in);
                if (operation.isStamped()) {
                    stamps.release(at, operation, whole, call.argument(0), in);
                } else {
                    holds.release(at, lock, in);
                }
                call.answer(in, answer);
                out.next(at + 1, in);
            }
            case CONVERT_TO_READ, CONVERT_TO_WRITE, CONVERT_TO_OPTIMISTIC ->
                stamps.convert(at, call, operation, whole, answer, in, out);
            case RELEASE_IF_HELD, RELEASE_READ_IF_HELD, RELEASE_WRITE_IF_HELD ->
                stamps.releaseIfHeld(at, call, lock, answer, in, out);
            case OBSERVE, ATTEMPT_TO_CONSUME -> {
                events.observe(at, lock);
                call.answer(in, answer);
                out.next(at + 1, in);
            }
            case SAME_VIEW -> {
                call.answer(in, whole);
                out.next(at + 1, in);
            }
            case READ_VIEW, WRITE_VIEW -> {
                call.answer(in, new Value.View(lock, operation == LockOperation.WRITE_VIEW).bounded(at));
                out.next(at + 1, in);
            }
            case IS_HELD -> isHeld(at, call, lock, answer, in, out);
            case IS_WRITE_HELD -> isHeld(at, call, new Value.View(lock, true), answer, in, out);
            case IS_READ_HELD -> isHeld(at, call, new Value.View(lock, false), answer, in, out);
            case COUNT_HOLDS -> countHolds(at, call, lock, answer, in, out);
            case COUNT_READ_HOLDS -> countHolds(at, call, new Value.View(lock, false), answer, in, out);
            case COUNT_WRITE_HOLDS -> countHolds(at, call, new Value.View(lock, true), answer, in, out);
            case DRAIN_PERMITS -> {
                holds.acquire(at, new Value.Permits(whole, answer), in);
                call.answer(in, answer);
                out.next(at + 1, in);
            }
            case REDUCE_PERMITS -> {
                Amounts.unsure(whole, in);
                call.answer(in, answer);
                out.next(at + 1, in);
            }
            case VALIDATE -> stamps.validate(at, call, whole, answer, in, out);
            default -> {
                call.answer(in, answer);
                out.next(at + 1, in);
            }
        }
    }

    /** The exceptions that an operation throws by its contract where it takes nothing. */
    static List<String> refusals(MethodRef method, LockOperation operation, Environment environment) {
        List<String> refusals = new ArrayList<>();
        if (operation.interruptible()) {
            refusals.add(INTERRUPTED);
        }
        if (operation.isBlocking() || operation.isAttempt()) {
            refusals.addAll(environment.uncheckedOf(method));
        }
        return refusals;
    }

    /** Tells of an attempt that got permits, if more of them are waited for. */
    private void afterAttempt(int at, Value lock, Alternative in) {
        Hold hold = lock instanceof Value.Permits ? holds.find(lock, in) : null;
        if (hold != null && hold.isExactly(1) && !in.doubtful()) {
            hold.sites().stream()
                    .filter(this::isAttempt)
                    .findFirst()
                    .ifPresent(attempt -> events.takenTwice(at, lock, attempt));
        }
    }

    /** Whether the instruction may get permits and may not. */
    private boolean isAttempt(int site) {
        if (!(code.at(site) instanceof Call call)) {
            return false;
        }
        LockOperation operation = environment.lockOperation(call.method());
        return operation == null
                ? environment.effect(call.kind(), call.method()) instanceof Effect.Known known
                        && known.exits().stream().anyMatch(exit -> exit.isNormal() && !exit.takesPermits())
                : operation.isAttempt();
    }

    /** What the operation is about: the object itself, a half of it, or so many permits. */
    private static Value held(int at, Invocation call, LockOperation operation, Value whole) {
        if (operation.protocol() == Protocol.PERMIT) {
            boolean counted = !call.method().parameterTypes().isEmpty()
                    && call.method().parameterTypes().get(0).equals("I");
            Value amount = counted ? call.argument(0) : ONE;
            return new Value.Permits(whole, amount).bounded(at);
        }
        return operation.write() == null ? whole : new Value.View(whole, operation.write()).bounded(at);
    }

    private void attempt(int at, Invocation call, Value lock, Value answer, Alternative in, Transfer.Out out) {
        in.facts().age(field -> !environment.isStable(field));
        Hold hold = holds.find(lock, in);
        boolean succeeds = hold != null
                && hold.isExactly(1)
                && environment.isReentrant(call.method().owner());
        if (!succeeds) {
            Alternative failed = in.copy();
            if (hold == null || hold.count() >= 0) { // what was given back before is not given back for want of this
                failed.failAttempt(at);
            }
            failed.facts().assume(answer, failure(call.method()), Possible.EQUAL);
            call.answer(failed, answer);
            out.next(at + 1, failed);
        }
        holds.acquire(at, lock, in);
        in.facts().assume(answer, failure(call.method()), Possible.DIFFERENT);
        call.answer(in, answer);
        out.next(at + 1, in);
    }

    /** What an attempt answers where it fails: false and zero are one value here. */
    static Value failure(MethodRef attempt) {
        return attempt.returnedClass() == null ? ZERO : new Value.Null();
    }

    /** A hold of the caller's may be what makes the answer true: then the callers have to have it. */
    private void isHeld(int at, Invocation call, Value lock, Value answer, Alternative in, Transfer.Out out) {
        call.answer(in, answer);
        Value.HeldAtEntry atEntry = new Value.HeldAtEntry(lock);
        Boolean known = holds.isHeldFor(lock, in);
        Alternative not = in.copy();
        boolean asksCaller = known == null && !holds.isUnclear(lock, in);
        if (known == null || !known) {
            if (!asksCaller || Transfer.refine(not, atEntry, ZERO, Possible.EQUAL, out.peers())) {
                not.facts().assume(answer, ZERO, Possible.EQUAL);
                out.next(at + 1, not);
            }
        }
        if (known == null || known) {
            if (!asksCaller || Transfer.refine(in, atEntry, ZERO, Possible.DIFFERENT, out.peers())) {
                in.facts().assume(answer, ZERO, Possible.DIFFERENT);
                out.next(at + 1, in);
            }
        }
    }

    /** The monitor may be one that the method entered; else the callers have to have it. */
    void askForMonitor(int at, Invocation call, Alternative in, Transfer.Out out) {
        Value object = call.argument(0);
        Value answer = new Value.Result(at, call.method(), call.operands()).bounded(at);
        call.answer(in, answer);
        if (in.monitors().contains(object)) {
            in.facts().assume(answer, ZERO, Possible.DIFFERENT);
            out.next(at + 1, in);
            return;
        }
        Value.HeldAtEntry atEntry = new Value.HeldAtEntry(object);
        Alternative not = in.copy();
        if (Transfer.refine(not, atEntry, ZERO, Possible.EQUAL, out.peers())) {
            not.facts().assume(answer, ZERO, Possible.EQUAL);
            out.next(at + 1, not);
        }
        if (Transfer.refine(in, atEntry, ZERO, Possible.DIFFERENT, out.peers())) {
            in.facts().assume(answer, ZERO, Possible.DIFFERENT);
            out.next(at + 1, in);
        }
    }

    private void countHolds(int at, Invocation call, Value lock, Value answer, Alternative in, Transfer.Out out) {
        call.answer(in, answer);
        in.hold(lock, Hold.UNSURE);
        out.next(at + 1, in);
    }
}
