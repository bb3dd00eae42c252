/** What a call does to its caller's holds, callees first, and whose duty it is to give them back. */
@NullMarked
package dev.concurrencylint.summaries;

import org.jspecify.annotations.NullMarked;
