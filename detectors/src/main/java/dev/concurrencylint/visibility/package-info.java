/** What threads see of one another's writes. */
@NullMarked
package dev.concurrencylint.visibility;

import org.jspecify.annotations.NullMarked;
