package dev.concurrencylint.detectors;

import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.summaries.Summary;

/** Where instructions stand in the source. */
public final class Places {
    private final Summaries summaries;
    private final CodeSource source;

    public Places(Summaries summaries, CodeSource source) {
        this.summaries = summaries;
        this.source = source;
    }

    /** The place of the instruction of that index. */
    public Place of(Summary summary, int at) {
        MethodInfo method = summary.method();
        return new Place(
                name(summaries.sourceMethod(method)),
                name(method),
                source.sourceFile(method.ref().owner()),
                summary.flow().code().line(at));
    }

    /** A step of a trace at that instruction. */
    public Step step(Summary summary, int at, String message) {
        return new Step(of(summary, at), message);
    }

    private static MethodName name(MethodInfo method) {
        return new MethodName(
                method.ref().owner().replace('/', '.'),
                method.ref().name(),
                method.ref().descriptor());
    }
}
