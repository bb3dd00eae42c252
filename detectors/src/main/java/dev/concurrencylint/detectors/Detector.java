package dev.concurrencylint.detectors;

import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import java.util.List;

/** A rule at work. */
public interface Detector {
    Rule rule();

    /** The findings of the rule, in no order; fingerprints are made later. */
    List<Finding> detect(Known known);
}
