/** The one registration of all rules. */
@NullMarked
package dev.concurrencylint.rules.catalogue;

import org.jspecify.annotations.NullMarked;
