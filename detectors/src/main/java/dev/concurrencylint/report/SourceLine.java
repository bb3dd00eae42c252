package dev.concurrencylint.report;

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
}
