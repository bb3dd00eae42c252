package dev.concurrencylint.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out standard output
 * @param messages what went wrong, apart from the output
 * @param takesColour whether standard output is a terminal that shows colour
 */
record Terminal(OutputStream out, PrintWriter messages, boolean takesColour) {
    /** Standard output for text; flushes at each line. */
    PrintWriter printer() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    /** Tells what went wrong, in one line that names the program. */
    void complain(String message) {
        messages.println("concurrency-lint: " + message);
    }
}
