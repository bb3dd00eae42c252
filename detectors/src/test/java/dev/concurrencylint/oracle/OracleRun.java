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
    private final Map<String, List<String>> examples = new TreeMap<>();
    private final Map<String, Integer> disagreements = new TreeMap<>();
    private final Map<String, Integer> limits = new TreeMap<>();
    private int compared;
    private int agreed;
    private int tooManyPaths;

    OracleRun(Path folder, long seed) {
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
                batch.add(Generator.sample(seed, i));
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
        verdict.limits().forEach((limit, number) -> limits.merge(limit, number, Integer::sum));
        if (verdict.disagreements().isEmpty()) {
            agreed++;
            return;
        }
        for (Disagreement one : verdict.disagreements()) {
            String key = origin + " " + one.kind() + " " + one.what();
            disagreements.merge(key, 1, Integer::sum);
            List<String> shown = examples.computeIfAbsent(key, k -> new ArrayList<>());
            if (shown.size() < MOST_SHRUNK) {
                shown.add(example(outcome, origin, one));
            }
        }
    }

    private String example(Trial.Outcome outcome, Origin origin, Disagreement one) {
        Trial.Outcome small = new Shrinker(trial, origin, one).shrink(outcome);
        Comparison.Verdict verdict = small.verdict();
        return "from " + outcome.printed().sample().name() + "\n" + (verdict == null ? "" : verdict.disagreements())
                + "\n" + JavaText.methods(small.printed());
    }

    int compared() {
        return compared;
    }

    int agreed() {
        return agreed;
    }

    /** All that came out, as text for people. */
    String report() {
        StringBuilder text = new StringBuilder(
                "Agreement with an interpreter that walks every path: " + agreed + " of " + compared + " programs\n");
        text.append("not walked, too many paths: ").append(tooManyPaths).append('\n');
        limits.forEach((limit, number) ->
                text.append("limit ").append(number).append(' ').append(limit).append('\n'));
        disagreements.forEach((what, number) -> text.append("disagreement ")
                .append(number)
                .append(' ')
                .append(what)
                .append('\n'));
        examples.forEach((what, shown) -> shown.forEach(
                example -> text.append("\n=== ").append(what).append('\n').append(example)));
        return text.toString();
    }
}
