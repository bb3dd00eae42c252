package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.MethodAnnotation;
import edu.umd.cs.findbugs.Priorities;
import edu.umd.cs.findbugs.SourceLineAnnotation;

/**
 * Findings as SpotBugs has them: class, source method, the synchroniser's name, its field, the line, and a line with its event for
 * each step of the trace. SpotBugs hashes all but the lines for its baselines, so they hold nothing that moves; the lines may.
 */
final class Bugs {
    private static final int UNKNOWN = -1;

    private Bugs() {}

    static BugInstance of(Detector2 detector, Finding finding) {
        Place place = finding.place();
        MethodAnnotation method = Members.method(place.source());
        BugInstance bug = new BugInstance(detector, finding.rule().id(), priority(finding.confidence()))
                .addClass(place.source().className())
                .add(method)
                .addString(Subjects.readable(finding.subject(), method.isStatic()));
        finding.field().flatMap(Members::field).ifPresent(bug::add);
        bug.add(line(place));
        for (Trace trace : finding.traces()) {
            int number = 1;
            for (Step step : trace.steps()) {
                SourceLineAnnotation line = line(step.place());
                line.setDescription(role(trace.title(), number, step.message()));
                bug.add(line);
                number++;
            }
        }
        return bug;
    }

    private static int priority(Confidence confidence) {
        return switch (confidence) {
            case HIGH -> Priorities.HIGH_PRIORITY;
            case MEDIUM -> Priorities.NORMAL_PRIORITY;
            case LOW -> Priorities.LOW_PRIORITY;
        };
    }

    private static SourceLineAnnotation line(Place place) {
        String type = place.source().className();
        String file = place.sourceFile().isEmpty() ? SourceLineAnnotation.UNKNOWN_SOURCE_FILE : place.sourceFile();
        return place.line() > 0
                ? new SourceLineAnnotation(type, file, place.line(), place.line(), UNKNOWN, UNKNOWN)
                : SourceLineAnnotation.createUnknown(type, file);
    }

    /** SpotBugs reads it as a pattern, in which braces enclose the number of an argument, and puts the line behind it. */
    private static String role(String title, int number, String message) {
        String text = (title.isEmpty() ? "" : title + ": ") + number + ". " + message + ":";
        return text.replace('{', '(').replace('}', ')');
    }
}
