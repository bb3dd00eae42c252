/** Rules about executors, timers and the tasks that they run. */
@NullMarked
package dev.concurrencylint.rules.pools;

import org.jspecify.annotations.NullMarked;
