/** Calls that wait, reached on threads that must not. */
@NullMarked
package dev.concurrencylint.async;

import org.jspecify.annotations.NullMarked;
