/** How threads wait for one another: on which object, under which lock, for what, and who wakes them. */
@NullMarked
package dev.concurrencylint.waiting;

import org.jspecify.annotations.NullMarked;
