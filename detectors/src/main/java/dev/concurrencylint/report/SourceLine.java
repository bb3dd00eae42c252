package dev.concurrencylint.report;

import dev.concurrencylint.rules.Range;
import java.util.Optional;

/**
 * A line of source that holds more than blanks.
 *
 * @param number counted from 1
 * @param text without the line's end
 */
record SourceLine(int number, String text) {
    /** Index of the first character that is no blank. */
    int start() {
        int start = 0;
        while (Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Index behind the line's code: a comment at its end is left out where it is plainly one. */
    int end() {
        int comment = text.indexOf("//", start() + 1);
        boolean plain = comment > 0 && text.lastIndexOf('"', comment) < 0 && text.lastIndexOf('\'', comment) < 0;
        int end = plain ? comment : text.length();
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Index of the first character of the range, or without one of the line's code. */
    int start(Optional<Range> range) {
        return isIn(range) ? range.orElseThrow().startColumn() - 1 : start();
    }

    /** Index behind the range or, where it goes on on other lines or there is none, behind the line's code. */
    int end(Optional<Range> range) {
        return isIn(range) && range.orElseThrow().endLine() == number
                ? range.orElseThrow().endColumn() - 1
                : end();
    }

    /** The file may have been changed between two looks at it. */
    private boolean isIn(Optional<Range> range) {
        return range.filter(one -> one.startLine() == number
                        && one.startColumn() <= end()
                        && (one.endLine() > number || one.endColumn() - 1 <= text.length()))
                .isPresent();
    }
}
