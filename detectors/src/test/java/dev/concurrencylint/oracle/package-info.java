/** Random programs, an interpreter that walks every path of them, and the engine's findings held against what it saw. */
@NullMarked
package dev.concurrencylint.oracle;

import org.jspecify.annotations.NullMarked;
