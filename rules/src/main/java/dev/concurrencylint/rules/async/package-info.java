/** Rules about code that runs on threads which must not wait. */
@NullMarked
package dev.concurrencylint.rules.async;

import org.jspecify.annotations.NullMarked;
