/** YAML files that people write: values with their places, and mistakes that are all told at once. */
@NullMarked
package dev.concurrencylint.yaml;

import org.jspecify.annotations.NullMarked;
