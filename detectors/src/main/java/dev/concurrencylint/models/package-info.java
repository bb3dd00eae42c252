/** What is known about libraries, read from data files. */
@NullMarked
package dev.concurrencylint.models;

import org.jspecify.annotations.NullMarked;
