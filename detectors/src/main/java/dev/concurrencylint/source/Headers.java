package dev.concurrencylint.source;

import com.github.javaparser.JavaToken;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.concurrencylint.rules.Range;
import java.util.Optional;

/** What a reader is shown of code that has a body: all but that. */
final class Headers {
    private Headers() {}

    /** The statement, clause or entry without its body; empty for blocks, labels and what is neither. */
    static Optional<Range> of(Node node) {
        if (node instanceof BlockStmt || node instanceof LabeledStmt) {
            return Optional.empty();
        }
        if (node instanceof IfStmt one) {
            return Optional.of(Nodes.before(node, one.getThenStmt()));
        }
        if (node instanceof WhileStmt one) {
            return Optional.of(Nodes.before(node, one.getBody()));
        }
        if (node instanceof ForStmt one) {
            return Optional.of(Nodes.before(node, one.getBody()));
        }
        if (node instanceof ForEachStmt one) {
            return Optional.of(Nodes.before(node, one.getBody()));
        }
        if (node instanceof SynchronizedStmt one) {
            return Optional.of(Nodes.before(node, one.getBody()));
        }
        if (node instanceof TryStmt one) {
            return Optional.of(Nodes.before(node, one.getTryBlock()));
        }
        if (node instanceof CatchClause one) {
            return Optional.of(Nodes.before(node, one.getBody()));
        }
        if (node instanceof DoStmt) {
            return Optional.of(Nodes.first(node));
        }
        if (node instanceof SwitchStmt one) {
            return Optional.of(Nodes.behind(node, one.getSelector()));
        }
        if (node instanceof SwitchEntry one) {
            return Optional.of(
                    one.getStatements().isEmpty()
                            ? Nodes.range(node)
                            : Nodes.before(node, one.getStatements().get(0)));
        }
        return node instanceof Statement ? Optional.of(Nodes.range(node)) : Optional.empty();
    }

    /** {@code new T(a)}: the body of an anonymous class left out. */
    static Range creation(ObjectCreationExpr made) {
        Range all = Nodes.range(made);
        if (made.getAnonymousClassBody().isEmpty()) {
            return all;
        }
        Node last = made.getArguments().isEmpty()
                ? made.getType()
                : made.getArguments().get(made.getArguments().size() - 1);
        Optional<JavaToken> token = last.getTokenRange().map(TokenRange::getEnd).flatMap(JavaToken::getNextToken);
        while (token.isPresent() && !token.get().getText().equals(")")) {
            token = token.get().getNextToken();
        }
        return token.flatMap(JavaToken::getRange)
                .map(end -> new Range(all.startLine(), all.startColumn(), end.end.line, end.end.column + 1))
                .orElse(all);
    }
}
