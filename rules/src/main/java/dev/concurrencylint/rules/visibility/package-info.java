/** Rules about what threads see of one another's writes. */
@NullMarked
package dev.concurrencylint.rules.visibility;

import org.jspecify.annotations.NullMarked;
