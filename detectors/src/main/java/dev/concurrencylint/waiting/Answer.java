package dev.concurrencylint.waiting;

import dev.concurrencylint.waiting.Witness.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a search for who holds something has found. */
final class Answer {
    private final List<Witness> open = new ArrayList<>();
    private final List<Witness.Call> givers = new ArrayList<>();
    private final Set<String> doubts = new TreeSet<>();
    private boolean held;
    private boolean underOther;
    private boolean settled;
    private final int mostVisits;

    Answer() {
        this(Integer.MAX_VALUE);
    }

    /**
     * An answer that is over with the first doubt.
     *
     * @param mostVisits how many methods are asked at most; more are a doubt
     */
    static Answer brief(int mostVisits) {
        return new Answer(mostVisits);
    }

    private Answer(int mostVisits) {
        this.mostVisits = mostVisits;
    }

    /** Whether nothing that is still found would change it. */
    boolean isOver() {
        return mostVisits < Integer.MAX_VALUE && !doubts.isEmpty();
    }

    /** @param visits how many methods have been asked */
    boolean isTooLong(int visits) {
        return visits > mostVisits;
    }

    void addHeld() {
        held = true;
    }

    void addOpen(Why why, List<Witness.Call> way) {
        open.add(new Witness(why, way));
    }

    void addDoubt(String what) {
        doubts.add(what);
    }

    void addGiver(Witness.Call call) {
        givers.add(call);
    }

    void addUnderOther() {
        underOther = true;
    }

    /** What was unclear is not held either: nobody who holds it can lead there. */
    void settle() {
        settled = true;
        doubts.clear();
        if (open.isEmpty()) {
            addOpen(Why.NOBODY, List.of());
        }
    }

    boolean isSettled() {
        return settled;
    }

    /** Whether what runs the code in place holds something else. */
    boolean isUnderOther() {
        return underOther;
    }

    /** Whether somebody holds it. */
    boolean isHeldBySome() {
        return held;
    }

    /** Whether all ways lead through callers, and none of them holds it. */
    boolean isOfCallersOnly() {
        return !held
                && !open().isEmpty()
                && open().stream().noneMatch(witness -> witness.calls().isEmpty());
    }

    boolean isUnclear() {
        return !doubts.isEmpty();
    }

    /** The ways on which it is not held; none where anything is unclear. */
    List<Witness> open() {
        return isUnclear() ? List.of() : open;
    }

    /** Where callers pass the object, if it is a parameter. */
    List<Witness.Call> givers() {
        return givers;
    }

    /** What is not clear, in words. */
    Set<String> doubts() {
        return doubts;
    }
}
