/** What holds of the packed jar only; run after it is built. */
@NullMarked
package dev.concurrencylint.packed;

import org.jspecify.annotations.NullMarked;
