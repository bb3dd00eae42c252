/** What a reader sees of a run: one file a format, and the sources that the formats quote. */
@NullMarked
package dev.concurrencylint.report;

import org.jspecify.annotations.NullMarked;
