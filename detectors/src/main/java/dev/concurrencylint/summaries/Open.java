package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;

/**
 * A hold that a method leaves to its callers, or takes from them.
 *
 * @param lock in the method's own terms
 * @param delta above zero where it is held at the end
 * @param site the acquire or the release
 */
public record Open(Value lock, int delta, int site, End end) {}
