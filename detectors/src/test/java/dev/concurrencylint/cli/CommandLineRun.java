package dev.concurrencylint.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What one call of the program printed and how it ended. */
record CommandLineRun(int status, String out, String err) {
    static CommandLineRun of(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(words, out, err, false);
        return new CommandLineRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
