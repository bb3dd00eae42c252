/** What the source files tell: where expressions stand, and what people wrote beside them. */
@NullMarked
package dev.concurrencylint.source;

import org.jspecify.annotations.NullMarked;
