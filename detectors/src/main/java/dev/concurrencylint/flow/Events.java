package dev.concurrencylint.flow;

import dev.concurrencylint.models.Delivery;
import java.util.List;

/** Hears what happens while the final states of a method are walked once more. Positions are instruction indices. */
interface Events {
    Events NONE = new Events() {};

    /** The instruction is reached; the alternative is as before it. */
    default void before(int at, Alternative in) {}

    /** The method is left normally. */
    default void leave(int at, Alternative end, Value returned) {}

    /** An exception leaves the method. */
    default void escape(int at, Alternative end, Thrown thrown) {}

    /** A release met holds that were taken at those sites. */
    default void discharge(int at, Value synchroniser, List<Integer> sites) {}

    /** A release gives back a part of the permits that were taken together at the site. */
    default void partly(int at, int site) {}

    /** Permits that the method holds are left to code that runs later, or elsewhere, and gives them back. */
    default void handOver(int at, Value permits, List<Integer> sites) {}

    /** More permits are waited for though an attempt at that site got some. */
    default void takenTwice(int at, Value permits, int attempt) {}

    /** A call takes or gives back something by its effect, or a release is made; held tells whether that was held before. */
    default void apply(int at, Value synchroniser, int delta, boolean held) {}

    /** A stamp is used that does not stand for the hold that it is to give back. */
    default void stampFault(int at, FlowResult.StampFault.Kind kind, Value view, Value stamp) {}

    /** What a call took is given back by the object that it made or answered. */
    default void guarded(int at, Value synchroniser) {}

    /** A lambda is put where other code finds it. */
    default void leaves(int at, Value.Lambda lambda, Delivery delivery) {}

    /** The callee knows a lambda that it is given: what it does with it is as good as seen. */
    default void bound(int at) {}

    /** A lambda is run at the place. */
    default void runs(int at, Value.Lambda lambda) {}

    /** A lock is left to code that another thread runs. */
    default void across(int at, FlowResult.Across across) {}

    /** An optimistic read of the lock begins. */
    default void observe(int at, Value lock) {}

    /** A lock is waited for although the thread holds it, or its other half, so that it waits for itself. */
    default void takenAgain(int at, Value taken, Value held, List<Integer> sites) {}

    /** Code of the program or unknown code is called, or a lock is released; the alternative is as before the call. */
    default void calling(int at, List<Value> arguments, Alternative before) {}

    /** An exception of the call leaves the method as it was entered; which one is not asked yet. */
    default void mayThrowHoldingNothing(int at) {}

    /** Holds are carried round a loop under no name. */
    default void carried(int head, List<Integer> sites) {}

    /** A loop turns having given back something that it did not hold, at those sites; nothing else is unclear. */
    default void carriedBelow(int head, List<Integer> sites) {}
}
