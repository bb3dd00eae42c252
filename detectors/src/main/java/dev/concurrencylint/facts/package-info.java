/** What happens in a method, before any judgement: lock operations and what may be thrown. */
@NullMarked
package dev.concurrencylint.facts;

import org.jspecify.annotations.NullMarked;
