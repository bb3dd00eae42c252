/** Rules about mutual exclusion. */
@NullMarked
package dev.concurrencylint.rules.locks;

import org.jspecify.annotations.NullMarked;
