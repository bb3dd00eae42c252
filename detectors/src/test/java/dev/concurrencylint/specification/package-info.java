/** The labelled programs against the engine, and the rules against what each of them must bring along. */
@NullMarked
package dev.concurrencylint.specification;

import org.jspecify.annotations.NullMarked;
