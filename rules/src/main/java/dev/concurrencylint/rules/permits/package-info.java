/** Rules about the permits of semaphores. */
@NullMarked
package dev.concurrencylint.rules.permits;

import org.jspecify.annotations.NullMarked;
