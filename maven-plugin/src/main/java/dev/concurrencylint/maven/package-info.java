/** The Maven door: parameters, a log, pass or fail. */
@NullMarked
package dev.concurrencylint.maven;

import org.jspecify.annotations.NullMarked;
