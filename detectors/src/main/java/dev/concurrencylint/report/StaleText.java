package dev.concurrencylint.report;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.findings.Comparison;
import dev.concurrencylint.findings.Reported;
import java.util.List;

/** What a baseline accepts and is not found any more, for people. */
public final class StaleText {
    private static final int MOST = 20;

    private StaleText() {}

    /** Lines, each with its end: the number, then the entries; empty if there are none. */
    public static String of(Reported result) {
        List<Accepted> stale = result.stale();
        if (stale.isEmpty()) {
            return "";
        }
        int number = stale.stream().mapToInt(Accepted::count).sum();
        StringBuilder text = new StringBuilder(
                        result.baseline().map(Comparison::file).orElse(""))
                .append(" accepts ")
                .append(Words.count(number, "finding", "findings"))
                .append(" that ")
                .append(number == 1 ? "is" : "are")
                .append(" not found any more; what is fixed can go from it:\n");
        for (Accepted entry : stale.subList(0, Math.min(MOST, stale.size()))) {
            text.append("  ")
                    .append(Words.printable(entry.method() + " " + entry.rule() + " " + entry.family()))
                    .append(entry.count() == 1 ? "" : " (" + entry.count() + " of it)")
                    .append('\n');
        }
        if (stale.size() > MOST) {
            text.append("  and ").append(stale.size() - MOST).append(" lines more; `baseline` writes the file anew\n");
        }
        return text.toString();
    }
}
