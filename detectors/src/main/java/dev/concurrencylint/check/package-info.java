/** A whole run as every door asks for it: outputs tried, analysis, filter, reports, gate. */
@NullMarked
package dev.concurrencylint.check;

import org.jspecify.annotations.NullMarked;
