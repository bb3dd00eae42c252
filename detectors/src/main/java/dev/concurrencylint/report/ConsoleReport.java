package dev.concurrencylint.report;

import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Text for people, in the manner of rustc: the line, the path below it, and how to learn more. The summary is the last line. */
final class ConsoleReport implements Report {
    @Override
    public void write(RunResult result, ReportContext context, Writer out) throws IOException {
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
        if (context.statistics()) {
            out.append(StatisticsText.of(result.statistics()));
        }
        int missing = result.statistics().missingClasses().size();
        if (missing > 0) {
            out.append(missingClasses(missing)).append('\n');
        }
        out.append(palette.strong(summary(result))).append('\n');
        out.flush();
    }

    private static String missingClasses(int number) {
        return number == 1
                ? "1 class was not found on the class path; findings that need it are missing (--stats lists it)"
                : number
                        + " classes were not found on the class path; findings that need them are missing (--stats lists them)";
    }

    private static String summary(RunResult result) {
        Statistics statistics = result.statistics();
        String where = " in " + Words.count(statistics.classes(), "class", "classes") + " and "
                + Words.count(statistics.methods(), "method", "methods");
        int number = result.findings().size();
        return number == 0
                ? "no findings" + where
                : Words.count(number, "finding", "findings") + " (" + bySeverity(result) + "; " + byConfidence(result)
                        + ")" + where;
    }

    private static String bySeverity(RunResult result) {
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

    private static String byConfidence(RunResult result) {
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
