/** The composition of the stations: from paths to findings. */
@NullMarked
package dev.concurrencylint.engine;

import org.jspecify.annotations.NullMarked;
