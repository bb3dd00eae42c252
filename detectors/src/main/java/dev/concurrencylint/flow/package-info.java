/** The one flow analysis of held synchronisers: abstract values, alternatives of a state, and the solver. */
@NullMarked
package dev.concurrencylint.flow;

import org.jspecify.annotations.NullMarked;
