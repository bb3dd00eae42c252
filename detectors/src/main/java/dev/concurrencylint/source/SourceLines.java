package dev.concurrencylint.source;

import java.util.ArrayList;
import java.util.List;

/** The lines of a file. */
final class SourceLines {
    private final List<String> lines = new ArrayList<>();
    private final String end;

    SourceLines(String text) {
        int from = 0;
        for (int next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', from)) {
            lines.add(text.substring(from, next > from && text.charAt(next - 1) == '\r' ? next - 1 : next));
            from = next + 1;
        }
        lines.add(text.substring(from));
        end = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The line of that number, from 1, without its end. */
    String line(int number) {
        return lines.get(number - 1);
    }

    /** What ends a line in this file. */
    String end() {
        return end;
    }

    /** The blanks at the start of a line. */
    String indent(int number) {
        String line = line(number);
        int length = 0;
        while (length < line.length() && (line.charAt(length) == ' ' || line.charAt(length) == '\t')) {
            length++;
        }
        return line.substring(0, length);
    }

    boolean isBlank(int number) {
        return line(number).isBlank();
    }
}
