/** The instructions of a method without a stack: registers, calls, branches and handlers. No opcode is seen beyond this package. */
@NullMarked
package dev.concurrencylint.code;

import org.jspecify.annotations.NullMarked;
