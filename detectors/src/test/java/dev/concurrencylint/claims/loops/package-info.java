/** Runs labelled programs on event loops that have judges: libraries' own checks, and BlockHound. */
@NullMarked
package dev.concurrencylint.claims.loops;

import org.jspecify.annotations.NullMarked;
