/** The labelled programs, run: what a rule claims of them happens. */
@NullMarked
package dev.concurrencylint.claims;

import org.jspecify.annotations.NullMarked;
