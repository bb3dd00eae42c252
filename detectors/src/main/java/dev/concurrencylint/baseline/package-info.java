/** The file of accepted findings: what it holds, how it is written and read, and what it makes of a run. */
@NullMarked
package dev.concurrencylint.baseline;

import org.jspecify.annotations.NullMarked;
