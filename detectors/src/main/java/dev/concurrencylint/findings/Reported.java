package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run tells of what it found.
 *
 * @param findings those that count, sorted
 * @param suppressed those that the source takes back; reports that can tell them apart hold them as well
 * @param baseline what the baseline makes of the run; empty if there is none
 * @param excluded how many are not reported because of their rule or their place
 * @param problems sorted; not empty means that findings may be missing
 * @param notes what is odd about suppressions, a sentence each without a full stop
 * @param idle patterns of the configuration that match nothing, each with its key
 * @param sources what is to be said of the source files
 * @param repairs of those findings that have one
 */
public record Reported(
        List<Finding> findings,
        List<Suppressed> suppressed,
        Optional<Comparison> baseline,
        int excluded,
        List<Problem> problems,
        Statistics statistics,
        List<String> notes,
        List<String> idle,
        SourceNotes sources,
        Map<Finding, Repair> repairs) {
    public Reported {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        idle = List.copyOf(idle);
        repairs = Map.copyOf(repairs);
    }

    /** Without a look at sources. */
    public Reported(
            List<Finding> findings,
            List<Suppressed> suppressed,
            Optional<Comparison> baseline,
            int excluded,
            List<Problem> problems,
            Statistics statistics,
            List<String> notes,
            List<String> idle) {
        this(findings, suppressed, baseline, excluded, problems, statistics, notes, idle, SourceNotes.NONE, Map.of());
    }

    /** The same with the findings as the sources have them. */
    public Reported with(
            List<Finding> placed,
            List<Suppressed> placedSuppressed,
            Optional<Comparison> placedBaseline,
            SourceNotes told) {
        return new Reported(
                placed, placedSuppressed, placedBaseline, excluded, problems, statistics, notes, idle, told, repairs);
    }

    /** The same with those repairs. */
    public Reported withRepairs(Map<Finding, Repair> all) {
        return new Reported(findings, suppressed, baseline, excluded, problems, statistics, notes, idle, sources, all);
    }

    /** With nothing idle. */
    public Reported(
            List<Finding> findings,
            List<Suppressed> suppressed,
            Optional<Comparison> baseline,
            int excluded,
            List<Problem> problems,
            Statistics statistics,
            List<String> notes) {
        this(findings, suppressed, baseline, excluded, problems, statistics, notes, List.of());
    }

    /** The findings that the baseline accepts. */
    public List<Finding> accepted() {
        return baseline.map(Comparison::accepted).orElse(List.of());
    }

    /** What the baseline accepts and is not found any more. */
    public List<Accepted> stale() {
        return baseline.map(Comparison::stale).orElse(List.of());
    }
}
