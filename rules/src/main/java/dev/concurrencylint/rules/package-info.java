/** What the tool says: rules, findings and the traces that explain them. Values only; JDK only. */
@NullMarked
package dev.concurrencylint.rules;

import org.jspecify.annotations.NullMarked;
