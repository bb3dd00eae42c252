/** The laws of the state and of its solver, on random states and random methods. */
@NullMarked
package dev.concurrencylint.flow;

import org.jspecify.annotations.NullMarked;
