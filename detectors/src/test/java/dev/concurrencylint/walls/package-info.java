/** The architecture as tests: who may see whom. */
@NullMarked
package dev.concurrencylint.walls;

import org.jspecify.annotations.NullMarked;
