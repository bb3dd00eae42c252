/** The rules about threads that wait for one another, each at work. */
@NullMarked
package dev.concurrencylint.detectors.monitors;

import org.jspecify.annotations.NullMarked;
