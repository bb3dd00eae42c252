package dev.concurrencylint.visibility;

import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with what the threads of a program see of one another's writes. */
public final class Visibility {
    private Visibility() {}

    /** The faults of the program, by method and place. */
    public static List<VisibilityFault> judge(Summaries summaries) {
        List<VisibilityFault> faults = new ArrayList<>(new DoubleChecks(summaries).judge());
        faults.sort(Comparator.comparing((VisibilityFault fault) -> fault.body().method())
                .thenComparing(VisibilityFault::read));
        return List.copyOf(faults);
    }
}
