/** Rules about how threads are started, and what becomes of their interruption. */
@NullMarked
package dev.concurrencylint.detectors.threads;

import org.jspecify.annotations.NullMarked;
