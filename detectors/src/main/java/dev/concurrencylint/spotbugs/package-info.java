/** The door for SpotBugs: its class path in, findings as its bug instances out. The only package that sees SpotBugs. */
@NullMarked
package dev.concurrencylint.spotbugs;

import org.jspecify.annotations.NullMarked;
