/** The only room that knows ASM: class files into the program's index and into code. */
@NullMarked
package dev.concurrencylint.bytecode;

import org.jspecify.annotations.NullMarked;
