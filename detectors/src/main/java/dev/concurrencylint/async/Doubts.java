package dev.concurrencylint.async;

import java.util.ArrayList;
import java.util.List;

/** What may be otherwise than it seems on a way that ends in a circle. */
final class Doubts {
    private static final int SHORT = 5;
    private static final int FEW = 3;

    private Doubts() {}

    /** Each for people. */
    static List<String> of(boolean byField, int choices, List<Blocked.Call> way, boolean timed) {
        List<String> doubts = new ArrayList<>();
        if (byField) {
            doubts.add("a field may hold another one");
        }
        if (choices > 1) {
            doubts.add("a call on the way may be another one");
        }
        if (choices > FEW) {
            doubts.add("many methods may be called on the way");
        }
        if (way.size() > SHORT) {
            doubts.add("many calls lie between");
        }
        if (timed) {
            doubts.add("the wait ends with its time");
        }
        return doubts;
    }
}
