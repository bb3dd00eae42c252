package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Taking and giving back in one alternative. A release is matched with a hold of the same value; else of one that looks the same;
 * else, where either side has no sure name, any hold that it may be becomes unsure.
 */
final class Holds {
    private static final String NOT_OWNER = "java/lang/IllegalMonitorStateException";

    private final Code code;
    private final Environment environment;
    private final Kinds kinds;
    private final Set<Integer> weakSites;
    private final Events events;
    private final Amounts amounts;

    /** @param weakSites acquires in loops that take many locks: what they take has no name */
    Holds(Code code, Environment environment, Kinds kinds, Set<Integer> weakSites, Amounts amounts, Events events) {
        this.code = code;
        this.environment = environment;
        this.kinds = kinds;
        this.weakSites = weakSites;
        this.events = events;
        this.amounts = amounts;
    }

    /** The hold of that synchroniser, or of one that looks the same; null for none. */
    @Nullable
    Hold find(Value lock, Alternative in) {
        Value name = name(lock, in);
        return name == null ? null : in.holds().get(name);
    }

    boolean isHeld(Value lock, Alternative in) {
        Hold hold = find(lock, in);
        return hold != null && hold.isHeld() || isLost(lock, in) || mayBeAnother(lock, in) || isHeldByCaller(lock, in);
    }

    /** Whether the lock is held, as far as this method's own holds decide it; null where they don't. */
    @Nullable
    Boolean isHeldFor(Value lock, Alternative in) {
        Hold hold = find(lock, in);
        if (hold != null) {
            return hold.isExactly(1) ? Boolean.TRUE : null;
        }
        boolean otherHalf =
                lock instanceof Value.View view && isExactlyHeld(new Value.View(view.lock(), !view.write()), in);
        return otherHalf ? Boolean.FALSE : null; // who took one half here chose it
    }

    private boolean isLost(Value lock, Alternative in) {
        return !in.lost().isNothing() && in.lost().mayBe(kinds.of(lock), environment);
    }

    private boolean isExactlyHeld(Value lock, Alternative in) {
        Hold hold = find(lock, in);
        return hold != null && hold.isExactly(1);
    }

    /** Asked about a lock that may be one that is held under another name: makes those unsure, and says so. */
    boolean isUnclear(Value lock, Alternative in) {
        if (find(lock, in) != null || isLost(lock, in)) {
            in.hold(lock, Hold.UNSURE);
            return true;
        }
        if (mayBeAnother(lock, in)) {
            in.unsure(held -> mayBe(lock, held));
            return true;
        }
        return false;
    }

    private static boolean isHeldByCaller(Value lock, Alternative in) {
        return in.facts().compare(new Value.HeldAtEntry(lock), new Value.Int(0)).bits() == Possible.DIFFERENT;
    }

    private static @Nullable Value name(Value lock, Alternative in) {
        if (in.holds().containsKey(lock)) {
            return lock;
        }
        Value look = lock.look();
        for (Value name : in.holds().keySet()) {
            if (name.look().equals(look)) {
                return name;
            }
        }
        return null;
    }

    /** Locks of that kind. */
    Lost kinds(Value lock) {
        return new Lost(Set.of(kinds.of(lock)));
    }

    void acquire(int at, Value lock, Alternative in) {
        if (weakSites.contains(at)) {
            if (lock instanceof Value.Permits permits) {
                Amounts.unsure(permits.semaphore(), in);
            } else {
                in.lose(Lost.ANYTHING);
            }
            return;
        }
        in.facts().assumeNotNull(lock.synchroniser());
        Value name = name(lock, in);
        Value key = name == null ? lock : name;
        Hold hold = in.holds().getOrDefault(key, new Hold(0, false, List.of()));
        if (hold.isExactly(-1)) {
            in.discharge(hold.first());
        }
        events.apply(at, key, 1, false);
        boolean others = !in.left().isNothing() && in.left().mayBe(kinds.of(key), environment);
        in.hold(key, others ? Hold.UNSURE : hold.plus(1, at));
    }

    void release(int at, Value lock, Alternative in) {
        if (lock instanceof Value.Permits permits) {
            release(at, permits, in);
            return;
        }
        events.apply(at, lock, -1, isHeld(lock, in));
        in.facts().assumeNotNull(lock.synchroniser());
        Value name = name(lock, in);
        Hold hold = name == null ? null : in.holds().get(name);
        if (name != null && hold != null && hold.isHeld()) {
            if (hold.isExactly(1)) {
                in.discharge(hold.first());
                events.discharge(at, name, hold.first());
            }
            in.hold(name, hold.plus(-1, at));
            return;
        }
        boolean oneOfMany = !weakSites.isEmpty() && !lock.isPath();
        if (isLost(lock, in) || oneOfMany || mayBeAnother(lock, in) || guarded(at)) {
            in.unsure(held -> mayBe(lock, held));
            return;
        }
        Hold below = hold == null ? new Hold(0, false, List.of()) : hold;
        in.hold(name == null ? lock : name, below.plus(-1, at));
    }

    private void release(int at, Value.Permits permits, Alternative in) {
        boolean held = !Amounts.of(permits.semaphore(), in).isEmpty();
        events.apply(at, permits, -1, held || isHeld(permits, in));
        in.facts().assumeNotNull(permits.semaphore());
        Value.Permits besides = amounts.release(at, permits, in);
        if (besides == null) {
            return;
        }
        boolean oneOfMany = !weakSites.isEmpty() && !permits.semaphore().isPath();
        if (isLost(besides, in) || oneOfMany || mayBeAnother(besides, in)) {
            in.unsure(name -> mayBe(besides, name));
            return;
        }
        Value name = name(besides, in);
        Hold below = name == null ? null : in.holds().get(name);
        in.hold(name == null ? besides : name, (below == null ? new Hold(0, false, List.of()) : below).plus(-1, at));
    }

    /** A callee's effect: as so many acquires or releases at the call. */
    void change(int at, Value lock, int delta, Alternative in) {
        for (int i = 0; i < Math.abs(delta); i++) {
            if (delta > 0) {
                acquire(at, lock, in);
            } else {
                release(at, lock, in);
            }
        }
    }

    private boolean mayBeAnother(Value lock, Alternative in) {
        for (Map.Entry<Value, Hold> entry : in.holds().entrySet()) {
            if (entry.getValue().isHeld() && mayBe(lock, entry.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** Whether two names may stand for one lock: one of them is no path or they begin elsewhere, and they are not two halves of a lock. */
    private boolean mayBe(Value lock, Value held) {
        return mayBeOne(lock, held) && kinds.of(lock).mayBe(kinds.of(held), environment);
    }

    private static boolean mayBeOne(Value lock, Value held) {
        if (lock instanceof Value.View a && held instanceof Value.View b && a.write() != b.write()) {
            return false;
        }
        if (lock instanceof Value.Permits || held instanceof Value.Permits) {
            return lock instanceof Value.Permits
                    && held instanceof Value.Permits
                    && mayBeOne(lock.synchroniser(), held.synchroniser());
        }
        if (lock instanceof Value.Fresh && held instanceof Value.Fresh) {
            return lock.equals(held);
        }
        return !lock.isPath() || !held.isPath() || !root(lock).equals(root(held));
    }

    /** Where a path begins: paths from one root differ, paths from two may meet. */
    private static Value root(Value path) {
        return path.parts().isEmpty() ? path : root(path.parts().get(0));
    }

    private boolean guarded(int at) {
        for (Instruction.Handler handler : code.handlers()) {
            if (handler.covers(at) && NOT_OWNER.equals(handler.type())) {
                return true;
            }
        }
        return false;
    }
}
