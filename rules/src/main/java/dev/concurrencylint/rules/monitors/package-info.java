/** Rules about waiting for a condition and waking those who wait. */
@NullMarked
package dev.concurrencylint.rules.monitors;

import org.jspecify.annotations.NullMarked;
