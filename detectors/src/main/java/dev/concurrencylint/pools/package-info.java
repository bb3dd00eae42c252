/** How tasks of executors and timers fare: what becomes of those that fail. */
@NullMarked
package dev.concurrencylint.pools;

import org.jspecify.annotations.NullMarked;
