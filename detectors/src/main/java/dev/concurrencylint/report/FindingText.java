package dev.concurrencylint.report;

import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One finding for the console, a number of whole lines. */
final class FindingText {
    private final Finding finding;
    private final Sources sources;
    private final String explain;
    private final Palette palette;
    private final int gutter;
    private final StringBuilder text = new StringBuilder();

    FindingText(Finding finding, ReportContext context, Palette palette) {
        this.finding = finding;
        this.sources = context.sources();
        this.explain = context.explain();
        this.palette = palette;
        this.gutter = gutterWidth(finding);
        head();
        for (Trace trace : finding.traces()) {
            trace(trace);
        }
        bar("");
        foot();
    }

    private static int gutterWidth(Finding finding) {
        Stream<Place> steps = finding.traces().stream()
                .flatMap(trace -> trace.steps().stream())
                .map(Step::place);
        int last = Stream.concat(Stream.of(finding.place()), steps)
                .mapToInt(Place::line)
                .max()
                .orElse(0);
        return Math.max(2, Integer.toString(last).length());
    }

    /** Lines, each with its end. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void head() {
        Rule rule = finding.rule();
        Place place = finding.place();
        text.append(palette.severity(rule.severity(), Words.of(rule.severity()) + "[" + rule.id() + "]"))
                .append(palette.strong(": " + Words.printable(finding.message())))
                .append('\n');
        text.append(palette.frame(" ".repeat(gutter) + "--> "))
                .append(Words.printable(sources.path(place) + (place.line() > 0 ? ":" + place.line() : "")))
                .append("  ")
                .append(Words.printable(readable(place.source())))
                .append("  (")
                .append(Words.of(finding.confidence()))
                .append(" confidence)\n");
        bar("");
        line(place).ifPresent(line -> {
            quote(line);
            int start = line.start(place.range());
            String before = Words.printable(line.text().substring(0, start));
            String marked = Words.printable(line.text().substring(start, line.end(place.range())));
            bar(" ".repeat(before.length())
                    + palette.severity(rule.severity(), "^".repeat(marked.codePointCount(0, marked.length()))));
            bar("");
        });
    }

    private void trace(Trace trace) {
        bar(trace.title().isEmpty() ? "path:" : "path of " + Words.printable(trace.title()) + ":");
        int number = 1;
        for (Step step : trace.steps()) {
            bar("  " + number + ". " + Words.printable(where(step.place()) + step.message()));
            line(step.place()).ifPresent(this::quote);
            number++;
        }
    }

    /** What a reader must know beyond the finding's own place to find the step; ends in a colon and a blank, or is empty. */
    private String where(Place place) {
        List<String> parts = new ArrayList<>();
        Place primary = finding.place();
        boolean sameFile = place.sourcePath().equals(primary.sourcePath());
        if (!sameFile) {
            parts.add(sources.path(place) + (place.line() > 0 ? ":" + place.line() : ""));
        } else if (place.line() > 0) {
            parts.add("line " + place.line());
        }
        if (!place.source().equals(primary.source())) {
            parts.add("in " + readable(place.source()));
        }
        return parts.isEmpty() ? "" : String.join(" ", parts) + ": ";
    }

    private void foot() {
        for (Evidence evidence : finding.evidence()) {
            note("evidence", evidence.text());
        }
        note("rule", finding.rule().fullDescription());
        note("more", explain + finding.rule().id());
    }

    private void note(String word, String sentence) {
        text.append(palette.frame(" ".repeat(gutter + 1) + "= "))
                .append(palette.strong(word))
                .append(": ")
                .append(Words.printable(sentence))
                .append('\n');
    }

    private Optional<SourceLine> line(Place place) {
        return sources.text(place).flatMap(source -> source.line(place.line()));
    }

    private void quote(SourceLine line) {
        String number = Integer.toString(line.number());
        text.append(palette.frame(" ".repeat(gutter - number.length()) + number + " |"))
                .append(' ')
                .append(Words.printable(line.text()).stripTrailing())
                .append('\n');
    }

    private void bar(String content) {
        text.append(palette.frame(" ".repeat(gutter) + " |"))
                .append(content.isEmpty() ? "" : " ")
                .append(content)
                .append('\n');
    }

    private static String readable(MethodName method) {
        return method.className() + "." + method.name();
    }
}
