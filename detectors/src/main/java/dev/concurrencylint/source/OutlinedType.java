package dev.concurrencylint.source;

import dev.concurrencylint.rules.Range;

/**
 * A type that a source file declares.
 *
 * @param name binary name with dots, numbered as javac does; other compilers, and javac where it looks at a class inside a lambda early,
 *     may number anonymous and local classes otherwise
 * @param range from its modifiers to its closing brace
 * @param head its name, or what makes an object of an anonymous class
 */
public record OutlinedType(String name, Range range, Range head) {}
