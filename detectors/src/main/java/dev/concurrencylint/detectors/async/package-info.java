/** Rules about calls that wait where nothing may wait. */
@NullMarked
package dev.concurrencylint.detectors.async;

import org.jspecify.annotations.NullMarked;
