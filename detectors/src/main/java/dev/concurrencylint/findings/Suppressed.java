package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Suppression;

/** A finding that the source takes back. */
public record Suppressed(Finding finding, Suppression by) {}
