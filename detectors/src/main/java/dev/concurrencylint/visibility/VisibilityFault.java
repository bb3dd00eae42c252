package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A field that is tested without a lock, and filled under one.
 *
 * @param field with its declaring class as owner
 * @param body where it is tested
 * @param read the read without the lock, instruction index
 * @param filling where it is filled
 * @param write the write under the lock, instruction index
 */
public record VisibilityFault(
        FieldRef field, Body body, int read, Body filling, int write, Confidence confidence, List<Evidence> evidence) {
    /** The evidence of a field that leads to its object before that is filled. */
    public static final String EARLY = "published-early";

    public VisibilityFault {
        evidence = List.copyOf(evidence);
    }
}
