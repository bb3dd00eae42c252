package dev.concurrencylint.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Composes a small part of YAML: keys, lists and words, one a line, as the files are written that the tool ships. The real parser takes
 * longer to be loaded and compiled than this takes for all of them.
 */
final class PlainYaml {
    private static final String ITEM = "- ";

    private record Line(int number, int indent, String text) {}

    /** The text is more than this understands. */
    private static final class Beyond extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private int next;

    private PlainYaml(String name) {
        this.name = name;
    }

    /** What the real parser makes of the text; empty where it has to be asked. */
    static Optional<Node> compose(String text, String name) {
        PlainYaml plain = new PlainYaml(name);
        try {
            plain.split(text);
            if (plain.lines.isEmpty()) {
                return Optional.empty();
            }
            Node node = plain.block(plain.lines.get(0).indent());
            return plain.next == plain.lines.size() ? Optional.of(node) : Optional.empty();
        } catch (Beyond e) {
            return Optional.empty();
        }
    }

    private void split(String text) throws Beyond {
        int number = 0;
        for (int from = 0; from < text.length(); number++) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            int start = from;
            while (start < to && text.charAt(start) == ' ') {
                start++;
            }
            if (start < to && text.charAt(start) != '#') {
                int comment = text.indexOf(" #", start);
                String said = text.substring(start, comment < 0 || comment > to ? to : comment)
                        .stripTrailing();
                for (int i = 0; i < said.length(); i++) {
                    if (said.charAt(i) < ' ' || said.charAt(i) > '~') {
                        throw new Beyond();
                    }
                }
                lines.add(new Line(number, start - from, said));
            }
            from = to + 1;
        }
    }

    private boolean isAt(int indent) {
        return next < lines.size() && lines.get(next).indent() == indent;
    }

    private Node block(int indent) throws Beyond {
        return lines.get(next).text().startsWith(ITEM) ? list(indent) : keys(indent);
    }

    private Node list(int indent) throws Beyond {
        Optional<Mark> start = mark(lines.get(next), 0);
        List<Node> items = new ArrayList<>();
        while (isAt(indent)) {
            Line line = lines.get(next);
            if (!line.text().startsWith(ITEM)) {
                throw new Beyond();
            }
            String item = line.text().substring(ITEM.length()).stripLeading();
            int offset = line.text().length() - item.length();
            if (endOfKey(item) < 0) {
                items.add(word(item, mark(line, offset)));
                next++;
            } else {
                lines.set(next, new Line(line.number(), indent + offset, item));
                items.add(keys(indent + offset));
            }
        }
        return new SequenceNode(Tag.SEQ, true, items, FlowStyle.BLOCK, start, start);
    }

    private Node keys(int indent) throws Beyond {
        Optional<Mark> start = mark(lines.get(next), 0);
        List<NodeTuple> entries = new ArrayList<>();
        while (isAt(indent)) {
            Line line = lines.get(next++);
            int end = endOfKey(line.text());
            if (end < 0) {
                throw new Beyond();
            }
            String value = line.text().substring(end + 1).stripLeading();
            Optional<Mark> place = mark(line, line.text().length() - value.length());
            Node node;
            if (!value.isEmpty()) {
                node = word(value, place);
            } else if (next < lines.size() && lines.get(next).indent() > indent) {
                node = block(lines.get(next).indent());
            } else {
                throw new Beyond();
            }
            entries.add(new NodeTuple(word(line.text().substring(0, end), mark(line, 0)), node));
        }
        return new MappingNode(Tag.MAP, true, entries, FlowStyle.BLOCK, start, start);
    }

    /** Where the colon stands that ends a key; -1 if there is none. */
    private static int endOfKey(String text) {
        int colon = text.indexOf(": ");
        return colon < 0 && text.endsWith(":") ? text.length() - 1 : colon;
    }

    private static Node word(String text, Optional<Mark> place) throws Beyond {
        boolean plain = !text.isEmpty() && Character.isLetterOrDigit(text.charAt(0));
        if (!plain || endOfKey(text) >= 0 || text.equalsIgnoreCase("null")) {
            throw new Beyond();
        }
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, place, place);
    }

    private Optional<Mark> mark(Line line, int offset) {
        return Optional.of(new Mark(name, 0, line.number(), line.indent() + offset, new int[0], 0));
    }
}
