package dev.concurrencylint.detectors;

import dev.concurrencylint.summaries.Observation;

/** Places in the words of the source. */
public final class MethodWords {
    private MethodWords() {}

    /** {@code an `AtomicLong`}. */
    public static String a(String type) {
        return ("AEIOU".indexOf(type.charAt(0)) < 0 ? "a `" : "an `") + type + "`";
    }

    /** {@code `method` at line 41}. */
    public static String of(Observation at) {
        return "`" + at.body().method().ref().name() + "`" + Names.at(at.body(), at.at());
    }
}
