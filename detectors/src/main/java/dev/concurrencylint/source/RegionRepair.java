package dev.concurrencylint.source;

import com.github.javaparser.JavaToken;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what is done between {@code lock()} and {@code unlock()} into a {@code try} with the {@code unlock()} in its {@code finally}. */
final class RegionRepair {
    private static final String UNLOCK = "unlock";
    private static final Set<String> ON_LOCKS = Set.of("lock", "lockInterruptibly", "tryLock", UNLOCK);

    private RegionRepair() {}

    /**
     * Safe only where the two are statements of one block and the only ones there on that lock, each on lines of its own that no comment
     * leads on to the next; where nothing between them takes the lock once more or changes what its name stands for, and where what
     * follows uses nothing that is declared between them.
     */
    static Optional<Repairs.Change> releaseInFinally(MethodCallExpr lock, SourceLines lines) {
        Statement first = CallRepairs.statement(lock).orElse(null);
        Expression name = lock.getScope().orElse(null);
        if (first == null
                || name == null
                || !lock.getNameAsString().equals("lock")
                || !(first.getParentNode().orElse(null) instanceof BlockStmt block)) {
            return Optional.empty();
        }
        List<Statement> all = block.getStatements();
        int from = 0;
        while (!Nodes.isOne(all.get(from), first)) {
            from++;
        }
        int to = from + 1;
        while (to < all.size() && !isUnlock(all.get(to), name)) {
            to++;
        }
        if (to >= all.size() || to == from + 1) {
            return Optional.empty();
        }
        List<Statement> held = all.subList(from + 1, to);
        boolean isSafe = !goesOn(first)
                && !goesOn(all.get(to))
                && held.stream().noneMatch(one -> touches(one, name))
                && !isDeclaredFor(held, all.subList(to + 1, all.size()))
                && areOnOwnLines(all, from, to, block, lines);
        return isSafe ? Optional.of(change(first, held, all.get(to), block, lines)) : Optional.empty();
    }

    private static boolean isUnlock(Statement statement, Expression name) {
        return statement instanceof ExpressionStmt expression
                && expression.getExpression() instanceof MethodCallExpr call
                && call.getNameAsString().equals(UNLOCK)
                && isOn(call, name);
    }

    /** Whether it takes the lock or gives it back as well, or gives its name, or a part of that, another meaning. */
    private static boolean touches(Statement statement, Expression name) {
        List<Expression> parts = name.findAll(Expression.class);
        return statement
                        .findFirst(MethodCallExpr.class, call -> isOn(call, name))
                        .isPresent()
                || statement
                        .findFirst(AssignExpr.class, one -> parts.contains(one.getTarget()))
                        .isPresent()
                || statement
                        .findFirst(UnaryExpr.class, one -> parts.contains(one.getExpression()))
                        .isPresent();
    }

    private static boolean isOn(MethodCallExpr call, Expression name) {
        return ON_LOCKS.contains(call.getNameAsString())
                && call.getScope()
                        .filter(scope -> CallRepairs.isSameText(scope, name))
                        .isPresent();
    }

    /** Whether what is put behind the line would stand in a comment that begins on it. */
    static boolean goesOn(Statement statement) {
        return statement.getTokenRange().isPresent()
                && goesOn(
                        statement.getTokenRange().get().getEnd(),
                        Nodes.range(statement).endLine());
    }

    /** The same behind a token that ends on the line. */
    static boolean goesOn(JavaToken last, int line) {
        Optional<JavaToken> token = last.getNextToken();
        while (token.isPresent()) {
            Optional<com.github.javaparser.Range> range = token.get().getRange();
            if (range.isEmpty()
                    || range.get().begin.line > line
                    || token.get().getCategory().isEndOfLine()) {
                return false;
            }
            if (range.get().end.line > line) {
                return true;
            }
            token = token.get().getNextToken();
        }
        return false;
    }

    private static boolean isDeclaredFor(List<Statement> held, List<Statement> after) {
        Set<String> declared = new HashSet<>();
        for (Statement statement : held) {
            if (statement instanceof LocalClassDeclarationStmt || statement instanceof LocalRecordDeclarationStmt) {
                return true;
            }
            if (statement instanceof ExpressionStmt expression
                    && expression.getExpression() instanceof VariableDeclarationExpr variables) {
                variables.getVariables().forEach(one -> declared.add(one.getNameAsString()));
            } else {
                // what a pattern binds may be in scope behind its statement
                statement
                        .findAll(com.github.javaparser.ast.expr.TypePatternExpr.class)
                        .forEach(pattern -> declared.add(pattern.getNameAsString()));
            }
        }
        return after.stream()
                .flatMap(one -> one.findAll(com.github.javaparser.ast.expr.SimpleName.class).stream())
                .anyMatch(used -> declared.contains(used.getIdentifier()));
    }

    static boolean areOnOwnLines(List<Statement> all, int from, int to, BlockStmt block, SourceLines lines) {
        for (int i = from; i <= to; i++) {
            Range range = Nodes.range(all.get(i));
            int before = i == 0
                    ? Nodes.range(block).startLine()
                    : Nodes.range(all.get(i - 1)).endLine();
            int after = i + 1 == all.size()
                    ? Nodes.range(block).endLine()
                    : Nodes.range(all.get(i + 1)).startLine();
            boolean isFirst = lines.indent(range.startLine()).length() + 1 == range.startColumn();
            if (range.startLine() <= before || range.endLine() >= after || !isFirst) {
                return false;
            }
        }
        return true;
    }

    private static Repairs.Change change(
            Statement lock, List<Statement> held, Statement unlock, BlockStmt block, SourceLines lines) {
        int opening = Nodes.range(lock).endLine();
        int closing = Nodes.range(unlock).startLine();
        String indent = lines.indent(Nodes.range(lock).startLine());
        String unit = unit(indent, lines.indent(Nodes.range(block).endLine()));
        Set<Integer> fixed = fixed(held);
        List<Edit> edits = new ArrayList<>();
        int end = lines.line(opening).length() + 1;
        edits.add(new Edit(new Range(opening, end, opening, end), lines.end() + indent + "try {"));
        for (int line = opening + 1; line < closing; line++) {
            if (!lines.isBlank(line) && !fixed.contains(line)) {
                edits.add(new Edit(new Range(line, 1, line, 1), unit));
            }
        }
        int column = Nodes.range(unlock).startColumn();
        edits.add(new Edit(new Range(closing, column, closing, column), "} finally {" + lines.end() + indent + unit));
        int last = Nodes.range(unlock).endLine();
        int lastEnd = lines.line(last).length() + 1;
        edits.add(new Edit(new Range(last, lastEnd, last, lastEnd), lines.end() + indent + "}"));
        return new Repairs.Change("Release in a finally block", edits);
    }

    /** By how much the file indents a block. */
    static String unit(String inner, String outer) {
        if (inner.startsWith(outer) && inner.length() > outer.length()) {
            return inner.substring(outer.length());
        }
        return inner.contains("\t") ? "\t" : "    ";
    }

    /** The lines that begin inside a text block: their blanks may be part of the text. */
    static Set<Integer> fixed(List<? extends Node> held) {
        Set<Integer> fixed = new HashSet<>();
        for (Node statement : held) {
            for (Node text : statement.findAll(TextBlockLiteralExpr.class)) {
                Range range = Nodes.range(text);
                for (int line = range.startLine() + 1; line <= range.endLine(); line++) {
                    fixed.add(line);
                }
            }
        }
        return fixed;
    }
}
