/** What people may have meant by a word that is not known. */
@NullMarked
package dev.concurrencylint.words;

import org.jspecify.annotations.NullMarked;
