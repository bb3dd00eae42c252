package dev.concurrencylint.report;

import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.SourceNotes;
import dev.concurrencylint.findings.Statistics;
import java.util.Locale;
import java.util.Map;

/** The statistics of a run for people. */
public final class StatisticsText {
    private static final int INDENT = 2;

    private StatisticsText() {}

    /** Lines, each with its end: the numbers, then the classes that were not found, then what is odd about suppressions and patterns. */
    public static String of(Reported result) {
        Statistics statistics = result.statistics();
        StringBuilder text = new StringBuilder("statistics:\n");
        number(text, statistics.classes(), "classes under analysis");
        number(text, statistics.methods(), "methods with code");
        number(text, statistics.analysedMethods(), "methods that the flow analysis walked");
        for (Map.Entry<String, Integer> counter : statistics.counters().entrySet()) {
            number(text, counter.getValue(), counter.getKey());
        }
        number(text, statistics.missingClasses().size(), "classes not found on the class path");
        for (String name : statistics.missingClasses()) {
            line(text, name.replace('/', '.'));
        }
        if (!result.notes().isEmpty()) {
            number(text, result.notes().size(), "suppressions that miss what they name or give no reason");
            result.notes().forEach(note -> line(text, note));
        }
        if (!result.idle().isEmpty()) {
            number(text, result.idle().size(), "patterns of the configuration that match nothing");
            result.idle().forEach(pattern -> line(text, pattern));
        }
        sources(text, result.sources());
        return text.toString();
    }

    private static void sources(StringBuilder text, SourceNotes sources) {
        if (sources.places() > 0) {
            number(text, sources.places(), "places looked for in sources");
            number(text, sources.found(), "of them found");
        }
        if (!sources.unlike().isEmpty()) {
            number(text, sources.unlike().size(), "source files that are not what was compiled");
            sources.unlike().forEach(file -> line(text, file));
        }
        if (!sources.unreadable().isEmpty()) {
            number(text, sources.unreadable().size(), "source files that could not be understood");
            sources.unreadable().forEach(file -> line(text, file));
        }
    }

    private static void line(StringBuilder text, String words) {
        text.append(" ".repeat(INDENT + 10)).append(Words.printable(words)).append('\n');
    }

    private static void number(StringBuilder text, int number, String words) {
        text.append(String.format(Locale.ROOT, "%s%8d  %s\n", " ".repeat(INDENT), number, words));
    }
}
