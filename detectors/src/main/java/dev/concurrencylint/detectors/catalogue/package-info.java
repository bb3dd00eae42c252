/** The one registration of all detectors. */
@NullMarked
package dev.concurrencylint.detectors.catalogue;

import org.jspecify.annotations.NullMarked;
