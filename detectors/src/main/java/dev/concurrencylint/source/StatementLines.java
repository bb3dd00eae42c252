package dev.concurrencylint.source;

import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.SourceSuppression.Lines;
import dev.concurrencylint.rules.Spot;
import java.util.ArrayList;
import java.util.List;

/** The lines of the statements that begin on a line, without those of statements inside. */
final class StatementLines {
    private final List<Range> statements = new ArrayList<>();

    StatementLines(Outline outline) {
        outline.bodies().forEach(body -> add(body.elements()));
    }

    private void add(List<Element> elements) {
        for (Element element : elements) {
            if (element.kind() == Spot.Kind.OTHER) {
                statements.add(element.mark());
            }
            element.lambda().ifPresent(body -> add(body.elements()));
        }
    }

    /** The line itself, and those on which such a statement goes on. */
    List<Lines> of(int line) {
        int last = statements.stream()
                .filter(statement -> statement.startLine() == line)
                .mapToInt(Range::endLine)
                .max()
                .orElse(line);
        List<Lines> found = new ArrayList<>();
        found.add(new Lines(line, line));
        for (int other = line + 1; other <= last; other++) {
            if (startOfInnermost(other) == line) {
                found.add(new Lines(other, other));
            }
        }
        return found;
    }

    private int startOfInnermost(int line) {
        int start = 0;
        int end = Integer.MAX_VALUE;
        for (Range statement : statements) {
            if (statement.covers(line)
                    && (statement.startLine() > start || statement.startLine() == start && statement.endLine() < end)) {
                start = statement.startLine();
                end = statement.endLine();
            }
        }
        return start;
    }
}
