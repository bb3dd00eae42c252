/** Rules about what threads see of one another's writes. */
@NullMarked
package dev.concurrencylint.detectors.visibility;

import org.jspecify.annotations.NullMarked;
