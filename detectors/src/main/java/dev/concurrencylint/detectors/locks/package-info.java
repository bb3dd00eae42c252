/** Detectors of the rules about mutual exclusion, one a rule. */
@NullMarked
package dev.concurrencylint.detectors.locks;

import org.jspecify.annotations.NullMarked;
