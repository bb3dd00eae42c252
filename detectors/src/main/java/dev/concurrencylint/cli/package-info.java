/** The command line: arguments to requests, outcomes to exit statuses. */
@NullMarked
package dev.concurrencylint.cli;

import org.jspecify.annotations.NullMarked;
