package dev.concurrencylint.claims.loops;

import io.netty.util.concurrent.BlockingOperationException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of labelled programs at which a judge has caught a thread that must not wait. */
final class Caught extends Handler {
    private static final String PROGRAMS = "dev.concurrencylint.fixtures.";
    private static final Pattern FRAME =
            Pattern.compile("at (?:\\S+/)?dev\\.concurrencylint\\.fixtures\\.[^(]+\\((\\w+\\.java):(\\d+)\\)");

    private final SortedSet<String> lines = new ConcurrentSkipListSet<>();

    /** {@code File.java:12} each, sorted. */
    SortedSet<String> lines() {
        return lines;
    }

    /** The line of the program nearest to the wait; false if it was none of a program's. */
    boolean add(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(PROGRAMS) && frame.getFileName() != null) {
                lines.add(frame.getFileName() + ":" + frame.getLineNumber());
                return true;
            }
        }
        return false;
    }

    /** What came out of a program: it counts only if a library's check has thrown it. */
    void thrown(@Nullable Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (isOfACheck(each)) {
                add(each.getStackTrace());
            }
            for (Throwable suppressed : each.getSuppressed()) {
                thrown(suppressed);
            }
        }
    }

    private static boolean isOfACheck(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        if (thrown instanceof BlockingOperationException) {
            return true;
        }
        if (!(thrown instanceof IllegalStateException) || stack.length == 0) {
            return false;
        }
        return stack[0].getClassName().startsWith("reactor.core.publisher.Blocking")
                || Arrays.stream(stack)
                        .takeWhile(frame -> frame.getClassName().startsWith("io.vertx.core."))
                        .anyMatch(frame -> frame.getMethodName().equals("await"));
    }

    /** Libraries log what is thrown where nobody can catch it, and Vert.x logs how long a loop has been blocked, and where. */
    @Override
    public void publish(LogRecord logged) {
        Throwable thrown = logged.getThrown();
        if (thrown != null && logged.getMessage() != null && logged.getMessage().contains("has been blocked")) {
            add(thrown.getStackTrace());
        }
        thrown(thrown);
        String text = String.valueOf(logged.getMessage());
        Matcher frame = FRAME.matcher(text);
        if (text.contains(BlockingOperationException.class.getSimpleName()) && frame.find()) {
            lines.add(frame.group(1) + ":" + frame.group(2));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
