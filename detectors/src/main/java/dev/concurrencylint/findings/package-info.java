/** The end of the road: findings ordered and merged, with what the run could not see. */
@NullMarked
package dev.concurrencylint.findings;

import org.jspecify.annotations.NullMarked;
