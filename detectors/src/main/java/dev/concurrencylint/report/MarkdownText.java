package dev.concurrencylint.report;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Markdown as plain text: blocks apart by a blank line, code and what belongs to a list item indented. */
final class MarkdownText extends AbstractVisitor {
    private final int width;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private String indent = "";
    /** What stands before the first line of a list item in place of the last blanks of the indent. */
    private String bullet = "";

    private MarkdownText(int width) {
        this.width = width;
    }

    /** Lines of at most that width where words allow it, each with its end. */
    static String of(String markdown, int width) {
        MarkdownText text = new MarkdownText(width);
        Parser.builder().build().parse(markdown).accept(text);
        return text.lines.isEmpty() ? "" : String.join("\n", text.lines) + "\n";
    }

    @Override
    public void visit(Heading heading) {
        visitChildren(heading);
        String title = paragraph.toString();
        block(heading);
        if (heading.getLevel() <= 2) {
            String line = heading.getLevel() == 1 ? "=" : "-";
            emit(line.repeat(title.codePointCount(0, title.length())));
        }
    }

    @Override
    public void visit(Paragraph node) {
        visitChildren(node);
        block(node);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        code(code.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
        code(html.getLiteral());
    }

    @Override
    public void visit(CustomBlock block) {
        visitChildren(block);
    }

    @Override
    public void visit(ThematicBreak line) {
        separate(line);
        emit("-".repeat(width / 2));
    }

    @Override
    public void visit(BlockQuote quote) {
        within("  ", "", quote);
    }

    @Override
    public void visit(BulletList list) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            within("  ", "- ", item);
        }
    }

    @Override
    public void visit(OrderedList list) {
        Integer first = list.getMarkerStartNumber();
        int number = first == null ? 1 : first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark = number + ". ";
            within(" ".repeat(mark.length()), mark, item);
            number++;
        }
    }

    private void within(String deeper, String mark, Node node) {
        String outer = indent;
        indent = outer + deeper;
        bullet = mark;
        visitChildren(node);
        bullet = "";
        indent = outer;
    }

    @Override
    public void visit(Text text) {
        paragraph.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        paragraph.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(HtmlInline html) {
        paragraph.append(html.getLiteral());
    }

    @Override
    public void visit(Link link) {
        int start = paragraph.length();
        visitChildren(link);
        String target = link.getDestination();
        boolean leads = target.contains("://") && !paragraph.substring(start).equals(target);
        if (leads) {
            paragraph.append(" (").append(target).append(')');
        }
    }

    @Override
    public void visit(SoftLineBreak node) {
        paragraph.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
        paragraph.append('\n');
    }

    /** Ends the paragraph that was gathered. */
    private void block(Node node) {
        separate(node);
        for (String part : paragraph.toString().split("\n", -1)) {
            wrap(part);
        }
        paragraph.setLength(0);
    }

    private void code(String literal) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        for (String line : literal.stripTrailing().split("\n", -1)) {
            emit(line.isEmpty() ? "" : "    " + line);
        }
    }

    /** A blank line before a block, but not between the items of a tight list. */
    private void separate(Node node) {
        boolean tight = node.getParent() instanceof ListItem item
                && node.getPrevious() == null
                && item.getPrevious() != null
                && item.getParent() instanceof ListBlock list
                && list.isTight();
        if (!lines.isEmpty() && !tight) {
            lines.add("");
        }
    }

    private void wrap(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.trim().split(" +", -1)) {
            if (line.length() > 0 && indent.length() + line.length() + 1 + word.length() > width) {
                emit(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        emit(line.toString());
    }

    private void emit(String line) {
        String before = indent.substring(0, indent.length() - bullet.length()) + bullet;
        bullet = "";
        lines.add((before + line).stripTrailing());
    }
}
