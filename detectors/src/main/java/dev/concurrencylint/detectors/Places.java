package dev.concurrencylint.detectors;

import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.Optional;

/** Where instructions stand in the source. */
public final class Places {
    private final Summaries summaries;
    private final CodeSource source;
    private final Spots spots;

    public Places(Summaries summaries, CodeSource source) {
        this.summaries = summaries;
        this.source = source;
        this.spots = new Spots(summaries);
    }

    /** The place of the instruction of that index. */
    public Place of(Body body, int at) {
        MethodInfo method = body.method();
        return new Place(
                name(summaries.sourceMethod(method)),
                name(method),
                source.sourceFile(method.ref().owner()),
                body.code().line(at),
                spots.of(body, at),
                Optional.empty());
    }

    /** Whether it is the body of a lambda, which stands in another method. */
    boolean isLambda(Body body) {
        return !summaries.sourceMethod(body.method()).equals(body.method());
    }

    /** A step of a trace at that instruction. */
    public Step step(Body body, int at, String message) {
        return new Step(of(body, at), message);
    }

    private static MethodName name(MethodInfo method) {
        return new MethodName(
                method.ref().owner().replace('/', '.'),
                method.ref().name(),
                method.ref().descriptor());
    }
}
