/** The JDKs of the machine, for tests that must hold on more than the running one. */
@NullMarked
package dev.concurrencylint.jdk;

import org.jspecify.annotations.NullMarked;
