/**
 * Class files and jars that nobody's compiler made: damaged by chance, and absurd by design. None of them may crash the analysis,
 * stop it, or change what it says of other classes.
 */
@NullMarked
package dev.concurrencylint.hostile;

import org.jspecify.annotations.NullMarked;
