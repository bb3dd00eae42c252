package dev.concurrencylint.claims;

import dev.concurrencylint.specification.LabelledSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where a missing monitor or lock was noticed. */
final class Exceptions {
    private Exceptions() {}

    /** Of each {@link IllegalMonitorStateException} among the exception and its causes, the lines of the file on its stack, innermost first. */
    static List<List<Integer>> ways(Throwable thrown, LabelledSource source) {
        String file = source.path().substring(source.path().lastIndexOf('/') + 1);
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(IllegalMonitorStateException.class::isInstance)
                .map(each -> Arrays.stream(each.getStackTrace())
                        .filter(frame -> file.equals(frame.getFileName()))
                        .map(StackTraceElement::getLineNumber)
                        .toList())
                .filter(lines -> !lines.isEmpty())
                .toList();
    }
}
