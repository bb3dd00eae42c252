package dev.concurrencylint.report;

import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Text for people, in the manner of rustc: the line, the path below it, and how to learn more. The summary is the last line. */
final class ConsoleReport implements Report {
    @Override
    public void write(Reported result, ReportContext context, Writer out) throws IOException {
        Palette palette = Palette.of(context.colour());
        for (Finding finding : result.findings()) {
            out.append(new FindingText(finding, context, palette).toString()).append('\n');
        }
        for (Problem problem : result.problems()) {
            out.append(palette.severity(Severity.WARNING, "incomplete"))
                    .append(": ")
                    .append(Words.printable(problem.place() + ": " + problem.reason()))
                    .append("; its findings are missing\n");
        }
        out.append(StaleText.of(result));
        if (context.statistics()) {
            out.append(StatisticsText.of(result));
        }
        int missing = result.statistics().missingClasses().size();
        if (missing > 0) {
            out.append(missingClasses(missing)).append('\n');
        }
        if (!result.notes().isEmpty() && !context.statistics()) {
            out.append(notes(result.notes().size())).append('\n');
        }
        if (!result.idle().isEmpty() && !context.statistics()) {
            out.append(idle(result.idle().size())).append('\n');
        }
        int unlike = result.sources().unlike().size();
        if (unlike > 0 && !context.statistics()) {
            out.append(unlike(unlike)).append('\n');
        }
        out.append(palette.strong(summary(result))).append('\n');
        out.flush();
    }

    private static String missingClasses(int number) {
        return number == 1
                ? "1 class was not found on the class path; findings that need it are missing (the option stats lists it)"
                : number
                        + " classes were not found on the class path; findings that need them are missing (the option stats lists them)";
    }

    private static String notes(int number) {
        return number == 1
                ? "1 suppression misses what it names or gives no reason (the option stats tells why)"
                : number + " suppressions miss what they name or give no reason (the option stats tells why)";
    }

    private static String unlike(int number) {
        return number == 1
                ? "1 source file is not what was compiled, its lines may be off (the option stats tells which)"
                : number
                        + " source files are not what was compiled, their lines may be off (the option stats tells which)";
    }

    private static String idle(int number) {
        return number == 1
                ? "1 pattern of the configuration matches nothing (the option stats tells which)"
                : number + " patterns of the configuration match nothing (the option stats tells which)";
    }

    private static String summary(Reported result) {
        Statistics statistics = result.statistics();
        String where = " in " + Words.count(statistics.classes(), "class", "classes") + " and "
                + Words.count(statistics.methods(), "method", "methods");
        int number = result.findings().size();
        return number == 0
                ? "no findings" + leftOut(result) + where
                : Words.count(number, "finding", "findings") + " (" + bySeverity(result) + "; " + byConfidence(result)
                        + ")" + leftOut(result) + where;
    }

    private static String leftOut(Reported result) {
        StringJoiner parts = new StringJoiner(", ", " besides ", "").setEmptyValue("");
        if (!result.suppressed().isEmpty()) {
            parts.add(result.suppressed().size() + " suppressed");
        }
        if (!result.accepted().isEmpty()) {
            parts.add(result.accepted().size() + " in the baseline");
        }
        if (result.excluded() > 0) {
            parts.add(result.excluded() + " excluded by the configuration");
        }
        return parts.toString();
    }

    private static String bySeverity(Reported result) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            int number = (int) result.findings().stream()
                    .filter(finding -> finding.rule().severity() == severity)
                    .count();
            if (number > 0) {
                parts.add(Words.count(number, Words.of(severity), Words.of(severity) + "s"));
            }
        }
        return String.join(", ", parts);
    }

    private static String byConfidence(Reported result) {
        List<String> parts = new ArrayList<>();
        for (Confidence confidence : Confidence.values()) {
            long number = result.findings().stream()
                    .filter(finding -> finding.confidence() == confidence)
                    .count();
            if (number > 0) {
                parts.add(number + " " + Words.of(confidence));
            }
        }
        return String.join(", ", parts) + " confidence";
    }
}
