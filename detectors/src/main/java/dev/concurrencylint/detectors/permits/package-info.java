/** Detectors of the rules about permits, one a rule. */
@NullMarked
package dev.concurrencylint.detectors.permits;

import org.jspecify.annotations.NullMarked;
