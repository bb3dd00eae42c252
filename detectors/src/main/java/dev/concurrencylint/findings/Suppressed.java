package dev.concurrencylint.findings;

import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Finding;

/** A finding that the source takes back. */
public record Suppressed(Finding finding, AnySuppression by) {}
