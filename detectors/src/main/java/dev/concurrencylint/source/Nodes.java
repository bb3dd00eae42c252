package dev.concurrencylint.source;

import com.github.javaparser.JavaToken;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where nodes of a syntax tree stand. The parser's ends are inclusive, ours are not. */
final class Nodes {
    private static final Comparator<Node> ORDER =
            Comparator.comparing(node -> node.getBegin().orElse(Position.HOME));

    private Nodes() {}

    /** The children that stand in the file, in its order. */
    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>(node.getChildNodes().size());
        for (Node child : node.getChildNodes()) {
            if (child.getRange().isPresent()) {
                children.add(child);
            }
        }
        children.sort(ORDER);
        return children;
    }

    static Range range(Node node) {
        return range(node.getRange().orElseThrow());
    }

    private static Range range(com.github.javaparser.Range range) {
        return new Range(range.begin.line, range.begin.column, range.end.line, range.end.column + 1);
    }

    static Range range(Node from, Range to) {
        Range start = range(from);
        return new Range(start.startLine(), start.startColumn(), to.endLine(), to.endColumn());
    }

    static int line(Node node) {
        return node.getBegin().orElse(Position.HOME).line;
    }

    /** The innermost node of that kind around it. */
    static <N extends Node> Optional<N> around(Node node, Class<N> kind) {
        Optional<Node> around = node.getParentNode();
        while (around.isPresent() && !kind.isInstance(around.get())) {
            around = around.get().getParentNode();
        }
        return around.map(kind::cast);
    }

    /** Whether both are the same node and not only two that look alike. */
    static boolean isOne(Node one, Node other) {
        return one.getRange().equals(other.getRange()) && one.getClass().equals(other.getClass());
    }

    /** The last character of the node: a closing brace. */
    static Range end(Node node) {
        Range all = range(node);
        return new Range(all.endLine(), all.endColumn() - 1, all.endLine(), all.endColumn());
    }

    /** The node up to the code before that part of it: {@code if (x)}. */
    static Range before(Node node, Node part) {
        return part.getTokenRange()
                .flatMap(tokens -> code(tokens.getBegin().getPreviousToken(), true))
                .flatMap(JavaToken::getRange)
                .map(last -> range(node, range(last)))
                .orElse(range(node));
    }

    /** The node up to the next token behind that part of it: {@code switch (x)}. */
    static Range behind(Node node, Node part) {
        return part.getTokenRange()
                .flatMap(tokens -> code(tokens.getEnd().getNextToken(), false))
                .flatMap(JavaToken::getRange)
                .map(last -> range(node, range(last)))
                .orElse(range(node));
    }

    /** The first token of the node. */
    static Range first(Node node) {
        return node.getTokenRange()
                .flatMap(tokens -> tokens.getBegin().getRange())
                .map(Nodes::range)
                .orElse(range(node));
    }

    /** Whether the comment stands between the node and the code before it, and not behind that on its line. */
    static boolean isRightBefore(Range comment, Node node) {
        Range begin = first(node);
        boolean isBefore = comment.endLine() < begin.startLine()
                || comment.endLine() == begin.startLine() && comment.endColumn() <= begin.startColumn();
        int last = node.getTokenRange()
                .flatMap(tokens -> code(tokens.getBegin().getPreviousToken(), true))
                .flatMap(JavaToken::getRange)
                .map(range -> range.end.line)
                .orElse(0);
        return isBefore && comment.startLine() > last;
    }

    /** The binary name of the type that the node is a member of; empty in local and anonymous classes. */
    static String className(Node member) {
        StringBuilder name = new StringBuilder();
        Node around = member.getParentNode().orElse(null);
        while (around instanceof TypeDeclaration<?> type) {
            name.insert(0, (type.isTopLevelType() ? "" : "$") + type.getNameAsString());
            around = type.getParentNode().orElse(null);
        }
        if (!(around instanceof CompilationUnit unit)) {
            return "";
        }
        unit.getPackageDeclaration().ifPresent(declared -> name.insert(0, declared.getNameAsString() + "."));
        return name.toString();
    }

    /** The first token from there on that is neither blank nor comment. */
    private static Optional<JavaToken> code(Optional<JavaToken> from, boolean backwards) {
        Optional<JavaToken> token = from;
        while (token.isPresent() && token.get().getCategory().isWhitespaceOrComment()) {
            token = backwards ? token.get().getPreviousToken() : token.get().getNextToken();
        }
        return token;
    }
}
