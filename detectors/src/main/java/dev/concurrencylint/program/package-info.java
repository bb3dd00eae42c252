/** All classes under analysis and of the class path: hierarchy, fields, methods and call sites. Immutable to its readers. */
@NullMarked
package dev.concurrencylint.program;

import org.jspecify.annotations.NullMarked;
