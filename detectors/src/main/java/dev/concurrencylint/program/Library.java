package dev.concurrencylint.program;

import org.jspecify.annotations.Nullable;

/** Classes that are not under analysis, found by name when they are asked for. */
public interface Library {
    /** The class of that internal name; null where it is nowhere or unreadable. */
    @Nullable
    ClassInfo find(String name);
}
