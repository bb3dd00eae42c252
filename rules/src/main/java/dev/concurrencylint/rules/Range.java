package dev.concurrencylint.rules;

/**
 * A part of a source file. Lines and columns count from 1, columns in UTF-16 units, a tab being one; the end is exclusive, as in SARIF.
 */
public record Range(int startLine, int startColumn, int endLine, int endColumn) {
    /** Whether the line is one of its lines. */
    public boolean covers(int line) {
        return startLine <= line && line <= endLine;
    }

    /** Whether the other is all in it. */
    public boolean encloses(Range other) {
        return !isBefore(other.startLine, other.startColumn, startLine, startColumn)
                && !isBefore(endLine, endColumn, other.endLine, other.endColumn);
    }

    private static boolean isBefore(int line, int column, int otherLine, int otherColumn) {
        return line < otherLine || line == otherLine && column < otherColumn;
    }
}
