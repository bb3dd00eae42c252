package dev.concurrencylint.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A number of samples, in batches, and what came out. */
final class OracleRun {
    private static final int BATCH = 300;
    private static final int MOST_SHRUNK = 6;

    private final Trial trial;
    private final long seed;
    private final Dialect dialect;
    private final Map<String, List<Example>> examples = new TreeMap<>();
    private final Map<String, Integer> disagreements = new TreeMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final Map<String, Integer> limits = new TreeMap<>();
    private int compared;
    private int agreed;
    private int tooManyPaths;

    OracleRun(Path folder, long seed, Dialect dialect) {
        this.dialect = dialect;
        this.trial = new Trial(folder);
        this.seed = seed;
    }

    /** Compares so many samples, half of them from javac and half from another compiler. */
    OracleRun run(int samples) {
        return run(samples, List.of(Origin.JAVAC, Origin.BLOCKS));
    }

    /** @param origins take turns, batch by batch */
    OracleRun run(int samples, List<Origin> origins) {
        for (int from = 0; from < samples; from += BATCH) {
            List<Sample> batch = new ArrayList<>();
            for (int i = from; i < Math.min(samples, from + BATCH); i++) {
                batch.add(Generator.sample(seed, i, dialect));
            }
            Origin origin = origins.get(from / BATCH % origins.size());
            trial.judge(batch, origin).forEach(outcome -> count(outcome, origin));
        }
        return this;
    }

    private void count(Trial.Outcome outcome, Origin origin) {
        Comparison.Verdict verdict = outcome.verdict();
        if (verdict == null) {
            tooManyPaths++;
            return;
        }
        compared++;
        verdict.seen().forEach(rule -> seen.merge(rule, 1, Integer::sum));
        verdict.limits().forEach((limit, number) -> limits.merge(limit, number, Integer::sum));
        if (verdict.disagreements().isEmpty()) {
            agreed++;
            return;
        }
        for (Disagreement one : verdict.disagreements()) {
            String key = origin + " " + one.kind() + " " + one.what();
            disagreements.merge(key, 1, Integer::sum);
            List<Example> shown = examples.computeIfAbsent(key, k -> new ArrayList<>());
            if (shown.size() < MOST_SHRUNK) {
                shown.add(new Example(outcome, origin, one));
            }
        }
    }

    private record Example(Trial.Outcome outcome, Origin origin, Disagreement disagreement) {}

    private String shrunk(Example example) {
        Trial.Outcome small = new Shrinker(trial, example.origin(), example.disagreement()).shrink(example.outcome());
        Comparison.Verdict verdict = small.verdict();
        return "from " + example.outcome().printed().sample().name() + "\n"
                + (verdict == null ? "" : verdict.disagreements()) + "\n" + JavaText.methods(small.printed());
    }

    int compared() {
        return compared;
    }

    int agreed() {
        return agreed;
    }

    /** What came out in numbers, as text for people. */
    String summary() {
        StringBuilder text = new StringBuilder(dialect + ": agreement with an interpreter that walks every path: "
                + agreed + " of " + compared + " programs\n");
        text.append("not walked, too many paths: ").append(tooManyPaths).append('\n');
        seen.forEach((rule, number) -> text.append("borne out ")
                .append(number)
                .append(' ')
                .append(rule)
                .append('\n'));
        limits.forEach((limit, number) ->
                text.append("limit ").append(number).append(' ').append(limit).append('\n'));
        disagreements.forEach((what, number) -> text.append("disagreement ")
                .append(number)
                .append(' ')
                .append(what)
                .append('\n'));
        return text.toString();
    }

    /** The numbers, and examples of what disagrees, made small; that takes its time. */
    String report() {
        StringBuilder text = new StringBuilder(summary());
        examples.forEach((what, shown) -> shown.forEach(
                example -> text.append("\n=== ").append(what).append('\n').append(shrunk(example))));
        return text.toString();
    }
}
