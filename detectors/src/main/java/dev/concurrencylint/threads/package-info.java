/** How threads are started, and what becomes of their interruption. */
@NullMarked
package dev.concurrencylint.threads;

import org.jspecify.annotations.NullMarked;
