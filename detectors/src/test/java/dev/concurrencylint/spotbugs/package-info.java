/** The door for SpotBugs as far as it can be tried without SpotBugs, and its plugin's files. */
@NullMarked
package dev.concurrencylint.spotbugs;

import org.jspecify.annotations.NullMarked;
