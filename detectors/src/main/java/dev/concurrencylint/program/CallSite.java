package dev.concurrencylint.program;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.MethodRef;
import java.util.List;

/**
 * A call as the index keeps it.
 *
 * @param stopped types of exceptions that a handler around the call catches, in the order of the handlers; internal names
 */
public record CallSite(CallKind kind, MethodRef method, List<String> stopped) {}
