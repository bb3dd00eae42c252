package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Locks whose holds are stood for by stamps: the hold is that of a half, and the stamp is the result of the call that took it. No thread
 * owns such a hold, so nobody may take the lock twice. Source: the documentation of StampedLock.
 */
final class Stamps {
    private static final Value ZERO = new Value.Int(0);

    private final Code code;
    private final Environment environment;
    private final Holds holds;
    private final Events events;

    Stamps(Code code, Environment environment, Holds holds, Events events) {
        this.code = code;
        this.environment = environment;
        this.holds = holds;
        this.events = events;
    }

    /**
     * Where a stamp comes from.
     *
     * @param lock the whole lock
     * @param write the half; null for an optimistic stamp
     */
    private record Origin(
            int at,
            LockOperation operation,
            Value lock,
            @Nullable Boolean write) {}

    private @Nullable Origin origin(Value stamp) {
        if (stamp instanceof Value.Result result && result.at() >= 0) {
            LockOperation operation = environment.lockOperation(result.method());
            if (operation != null && operation.isStamped()) {
                return new Origin(result.at(), operation, result.arguments().get(0), operation.write());
            }
        }
        return null;
    }

    /** Gives back what the stamp stands for. */
    void release(int at, LockOperation operation, Value lock, Value stamp, Alternative in) {
        Origin origin = origin(stamp);
        Value view = released(operation, lock, origin, in);
        if (view == null) {
            in.hold(new Value.View(lock, true), Hold.UNSURE);
            in.hold(new Value.View(lock, false), Hold.UNSURE);
            return;
        }
        if (stamp.isPath() && holds.find(view, in) == null && takesStamps()) {
            in.hold(view, Hold.UNSURE); // on another way it takes the lock itself: here, it was taken before
            return;
        }
        FlowResult.StampFault.Kind fault = origin == null ? null : fault(operation, lock, view, stamp, origin, in);
        if (fault != null && !in.doubtful()) {
            events.stampFault(at, fault, view, stamp);
        }
        holds.release(at, view, in);
    }

    /** Whether the code takes a lock that answers with a stamp. */
    private boolean takesStamps() {
        for (int at = 0; at < code.size(); at++) {
            LockOperation operation =
                    code.at(at) instanceof Call call ? environment.lockOperation(call.method()) : null;
            if (operation != null && operation.isStamped() && (operation.isBlocking() || operation.isAttempt())) {
                return true;
            }
        }
        return false;
    }

    /** The half that is given back; null where nobody can tell. */
    private @Nullable Value released(LockOperation operation, Value lock, @Nullable Origin origin, Alternative in) {
        Boolean write = operation.write();
        if (write == null && origin != null) {
            write = origin.write();
        }
        if (write != null) {
            return new Value.View(lock, write);
        }
        Value writeView = new Value.View(lock, true);
        Value readView = new Value.View(lock, false);
        boolean writes = isExactlyHeld(writeView, in);
        boolean reads = isExactlyHeld(readView, in);
        if (writes == reads) {
            return null;
        }
        return writes ? writeView : readView;
    }

    private FlowResult.StampFault.@Nullable Kind fault(
            LockOperation operation, Value lock, Value view, Value stamp, Origin origin, Alternative in) {
        if (origin.lock().isPath() && lock.isPath() && !origin.lock().equals(lock)) {
            return FlowResult.StampFault.Kind.OF_ANOTHER_LOCK;
        }
        if (origin.operation() == LockOperation.OBSERVE) {
            return FlowResult.StampFault.Kind.OPTIMISTIC;
        }
        Hold hold = holds.find(view, in);
        if (hold == null || !hold.isExactly(1)) {
            return null;
        }
        if (operation.write() != null
                && origin.write() != null
                && !operation.write().equals(origin.write())) {
            return FlowResult.StampFault.Kind.OF_THE_OTHER_HALF;
        }
        boolean converted = hold.first().stream().anyMatch(site -> converts(site, stamp, in));
        return converted ? FlowResult.StampFault.Kind.CONVERTED : null;
    }

    /** Whether the instruction exchanged the stamp for another. */
    private boolean converts(int site, Value stamp, Alternative in) {
        if (!(code.at(site) instanceof Call call)) {
            return false;
        }
        LockOperation operation = environment.lockOperation(call.method());
        return operation != null && operation.isConversion() && in.wasConverted(site, stamp);
    }

    /** Exchanges what the stamp stands for, if that is possible at once. */
    void convert(
            int at,
            Invocation call,
            LockOperation operation,
            Value lock,
            Value answer,
            Alternative in,
            Transfer.Out out) {
        Value stamp = call.argument(0);
        Value read = new Value.View(lock, false);
        Value write = new Value.View(lock, true);
        Value held = isExactlyHeld(write, in) ? write : isExactlyHeld(read, in) ? read : null;
        Value wanted = operation.write() == null ? null : new Value.View(lock, operation.write());
        boolean unclear = held == null && (holds.find(read, in) != null || holds.find(write, in) != null);
        if (unclear) {
            in.hold(read, Hold.UNSURE);
            in.hold(write, Hold.UNSURE);
            finish(at, call, answer, in, out);
            return;
        }
        boolean canFail = held == null || operation == LockOperation.CONVERT_TO_WRITE && held.equals(read);
        if (canFail) {
            Alternative failed = in.copy();
            failed.failAttempt(at);
            failed.facts().assume(answer, ZERO, Possible.EQUAL);
            finish(at, call, answer, failed, out);
        }
        in.facts().assume(answer, ZERO, Possible.DIFFERENT);
        if (held != null && !held.equals(wanted)) {
            holds.release(at, held, in);
            in.convert(at, stamp);
        }
        if (wanted != null && !wanted.equals(held)) {
            holds.acquire(at, wanted, in);
        }
        finish(at, call, held != null && held.equals(wanted) ? stamp : answer, in, out);
    }

    /** Tells what a stamp stands for: by where it comes from, else by the only such hold that there is. */
    void test(int at, Invocation call, LockOperation operation, Alternative in, Transfer.Out out) {
        Value stamp = call.argument(0);
        Value answer = new Value.Result(at, call.method(), List.of(stamp)).bounded(at);
        Origin origin = origin(stamp);
        if (origin != null && origin.operation() != LockOperation.CONVERT_TO_OPTIMISTIC) {
            Possible zero = in.facts().compare(stamp, ZERO);
            if ((zero.bits() & Possible.EQUAL) == 0) {
                tell(operation, origin.write(), answer, in);
            }
        } else {
            List<Value.View> held = stampedHolds(in);
            if (held.size() < 2) {
                tell(operation, held.isEmpty() ? null : held.get(0).write(), answer, in);
            }
        }
        finish(at, call, answer, in, out);
    }

    /** @param write what the stamp stands for; null for no hold */
    private static void tell(LockOperation operation, @Nullable Boolean write, Value answer, Alternative in) {
        boolean yes = switch (operation) {
            case STAMP_IS_READ -> Boolean.FALSE.equals(write);
            case STAMP_IS_WRITE -> Boolean.TRUE.equals(write);
            case STAMP_IS_LOCK -> write != null;
            default -> write == null;
        };
        in.facts().assume(answer, ZERO, yes ? Possible.DIFFERENT : Possible.EQUAL);
    }

    private List<Value.View> stampedHolds(Alternative in) {
        List<Value.View> held = new ArrayList<>();
        in.holds().forEach((name, hold) -> {
            boolean stamped = hold.isHeld()
                    && hold.sites().stream().anyMatch(site -> code.at(site) instanceof Call call && isStamped(call));
            if (stamped && name instanceof Value.View view) {
                held.add(view);
            }
        });
        return held;
    }

    private boolean isStamped(Call call) {
        LockOperation operation = environment.lockOperation(call.method());
        return operation != null && operation.isStamped();
    }

    /** Gives a half back without a stamp, if it is held. */
    void releaseIfHeld(int at, Invocation call, Value view, Value answer, Alternative in, Transfer.Out out) {
        Hold hold = holds.find(view, in);
        if (hold != null && hold.isExactly(1)) {
            holds.release(at, view, in);
            in.facts().assume(answer, ZERO, Possible.DIFFERENT);
        } else {
            in.hold(view, Hold.UNSURE);
        }
        finish(at, call, answer, in, out);
    }

    private static void finish(int at, Invocation call, Value answer, Alternative in, Transfer.Out out) {
        call.answer(in, answer);
        out.next(at + 1, in);
    }

    private boolean isExactlyHeld(Value view, Alternative in) {
        Hold hold = holds.find(view, in);
        return hold != null && hold.isExactly(1);
    }

    /**
     * The holds that make a blocking acquire wait for its own thread: of any half where stamps stand for holds, else of the read half.
     * Whether it waits for ever; a second reader waits only if a writer comes in between.
     */
    boolean takenAgain(int at, LockOperation operation, Value view, Alternative in) {
        if (!(view instanceof Value.View wanted) || in.doubtful()) {
            return false;
        }
        Value read = new Value.View(wanted.lock(), false);
        Value write = new Value.View(wanted.lock(), true);
        boolean writes = isExactlyHeld(write, in);
        if (writes ? operation.isStamped() : isExactlyHeld(read, in) && (operation.isStamped() || wanted.write())) {
            Hold hold = holds.find(writes ? write : read, in);
            if (hold != null && !hold.sites().contains(at)) { // what the last turn of a loop left held is a leak
                events.takenAgain(at, view, writes ? write : read, hold.sites());
                return writes || wanted.write();
            }
        }
        return false;
    }

    /** What was read since the stamp was made is valid as long as nobody writes: for sure while the lock is held. */
    void validate(int at, Invocation call, Value lock, Value answer, Alternative in, Transfer.Out out) {
        Origin origin = origin(call.argument(0));
        boolean optimistic = origin != null && origin.operation() == LockOperation.OBSERVE;
        boolean held = isExactlyHeld(new Value.View(lock, true), in) || isExactlyHeld(new Value.View(lock, false), in);
        if (held && !optimistic) {
            in.facts().assume(answer, ZERO, Possible.DIFFERENT);
        }
        finish(at, call, answer, in, out);
    }
}
