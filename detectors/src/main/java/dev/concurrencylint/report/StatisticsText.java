package dev.concurrencylint.report;

import dev.concurrencylint.findings.Statistics;
import java.util.Locale;
import java.util.Map;

/** The statistics of a run for people. */
public final class StatisticsText {
    private static final int INDENT = 2;

    private StatisticsText() {}

    /** Lines, each with its end: the numbers, then the classes that were not found. */
    public static String of(Statistics statistics) {
        StringBuilder text = new StringBuilder("statistics:\n");
        number(text, statistics.classes(), "classes under analysis");
        number(text, statistics.methods(), "methods with code");
        number(text, statistics.analysedMethods(), "methods that the flow analysis walked");
        for (Map.Entry<String, Integer> counter : statistics.counters().entrySet()) {
            number(text, counter.getValue(), counter.getKey());
        }
        number(text, statistics.missingClasses().size(), "classes not found on the class path");
        for (String name : statistics.missingClasses()) {
            text.append(" ".repeat(INDENT + 10))
                    .append(Words.printable(name.replace('/', '.')))
                    .append('\n');
        }
        return text.toString();
    }

    private static void number(StringBuilder text, int number, String words) {
        text.append(String.format(Locale.ROOT, "%s%8d  %s\n", " ".repeat(INDENT), number, words));
    }
}
