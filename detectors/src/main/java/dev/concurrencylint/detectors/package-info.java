/** Rules as pure functions from what the analysis found to findings. */
@NullMarked
package dev.concurrencylint.detectors;

import org.jspecify.annotations.NullMarked;
