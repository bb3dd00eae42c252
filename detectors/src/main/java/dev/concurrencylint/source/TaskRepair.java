package dev.concurrencylint.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the body of a task into a {@code try} whose handler reports what the task throws. */
final class TaskRepair {
    private static final String TITLE = "Report what the task throws";

    private TaskRepair() {}

    /**
     * Safe only where the task is written in the call: as a lambda, or as the {@code run()} of an anonymous class; where its statements stand
     * on lines of their own, or all on one line; where no comment leads on from its first line to the next; and where it throws nothing to
     * be cancelled by.
     */
    static Optional<Repairs.Change> report(MethodCallExpr call, SourceLines lines) {
        return body(call)
                .flatMap(body -> Reporting.of(call, body)
                        .flatMap(handler -> edits(call, body, handler, lines))
                        .map(edits -> new Repairs.Change(TITLE, edits)));
    }

    /** The one task among the arguments; none where there are several, or where it is made elsewhere. */
    private static Optional<Statement> body(MethodCallExpr call) {
        List<Statement> bodies = new ArrayList<>();
        for (Expression argument : call.getArguments()) {
            if (argument instanceof LambdaExpr lambda) {
                bodies.add(lambda.getBody());
                if (lambda.getParameters().isNonEmpty()) {
                    return Optional.empty();
                }
            } else if (argument instanceof ObjectCreationExpr made) {
                made.getAnonymousClassBody().stream()
                        .flatMap(members -> members.stream())
                        .filter(member -> member instanceof MethodDeclaration method && isRun(method))
                        .flatMap(member -> ((MethodDeclaration) member).getBody().stream())
                        .forEach(bodies::add);
            }
        }
        return bodies.size() == 1 && !cancels(bodies.get(0)) ? Optional.of(bodies.get(0)) : Optional.empty();
    }

    private static boolean cancels(Statement body) {
        return body.findFirst(
                        ObjectCreationExpr.class,
                        made -> made.getType().getNameAsString().equals("CancellationException"))
                .isPresent();
    }

    private static boolean isRun(MethodDeclaration method) {
        return method.getNameAsString().equals("run") && method.getParameters().isEmpty();
    }

    private static Optional<List<Edit>> edits(
            MethodCallExpr call, Statement body, Reporting handler, SourceLines lines) {
        Range all = Nodes.range(body);
        if (body instanceof ExpressionStmt) {
            return Optional.of(ofExpression(call, body, handler, lines));
        }
        if (!(body instanceof BlockStmt block) || block.isEmpty()) {
            return Optional.empty();
        }
        List<Statement> statements = block.getStatements();
        Range first = Nodes.range(statements.get(0));
        Range last = Nodes.range(statements.get(statements.size() - 1));
        if (all.startLine() == all.endLine()) {
            return ofOneLine(call, all, first, last, handler, lines);
        }
        boolean isOnOwnLines = first.startLine() > all.startLine()
                && last.endLine() < all.endLine()
                && lines.indent(all.endLine()).length() + 2 == all.endColumn()
                && !RegionRepair.goesOn(block.getTokenRange().orElseThrow().getBegin(), all.startLine());
        return isOnOwnLines ? Optional.of(ofBlock(block, first, handler, lines)) : Optional.empty();
    }

    private static List<Edit> ofBlock(BlockStmt block, Range first, Reporting handler, SourceLines lines) {
        Range all = Nodes.range(block);
        String indent = lines.indent(first.startLine());
        String unit = RegionRepair.unit(indent, lines.indent(all.endLine()));
        List<Edit> edits = new ArrayList<>();
        int end = lines.line(all.startLine()).length() + 1;
        edits.add(at(all.startLine(), end, lines.end() + indent + "try {"));
        indented(block, all.startLine() + 1, all.endLine() - 1, unit, lines, edits);
        edits.add(at(all.endLine(), 1, handler.lines(indent, unit, lines.end()) + lines.end()));
        return edits;
    }

    private static List<Edit> ofExpression(MethodCallExpr call, Statement body, Reporting handler, SourceLines lines) {
        Range all = Nodes.range(body);
        String indent = lines.indent(all.startLine());
        String unit = unit(call, lines);
        List<Edit> edits = new ArrayList<>();
        edits.add(at(all.startLine(), all.startColumn(), "{" + opening(indent, unit, lines)));
        indented(body, all.startLine() + 1, all.endLine(), unit + unit, lines, edits);
        edits.add(at(all.endLine(), all.endColumn(), ";" + closing(indent, unit, handler, lines) + "}"));
        return edits;
    }

    private static Optional<List<Edit>> ofOneLine(
            MethodCallExpr call, Range all, Range first, Range last, Reporting handler, SourceLines lines) {
        String line = lines.line(all.startLine());
        Range before = new Range(all.startLine(), all.startColumn() + 1, first.startLine(), first.startColumn());
        Range after = new Range(last.endLine(), last.endColumn(), all.endLine(), all.endColumn() - 1);
        boolean isBare = isBlank(line, before) && isBlank(line, after);
        String indent = lines.indent(all.startLine());
        String unit = unit(call, lines);
        return isBare
                ? Optional.of(List.of(
                        new Edit(before, opening(indent, unit, lines)),
                        new Edit(after, closing(indent, unit, handler, lines))))
                : Optional.empty();
    }

    private static boolean isBlank(String line, Range range) {
        return line.substring(range.startColumn() - 1, range.endColumn() - 1).isBlank();
    }

    private static String opening(String indent, String unit, SourceLines lines) {
        return lines.end() + indent + unit + "try {" + lines.end() + indent + unit + unit;
    }

    private static String closing(String indent, String unit, Reporting handler, SourceLines lines) {
        return lines.end() + handler.lines(indent + unit, unit, lines.end()) + lines.end() + indent;
    }

    private static void indented(Node node, int from, int to, String unit, SourceLines lines, List<Edit> edits) {
        Set<Integer> fixed = RegionRepair.fixed(List.of(node));
        for (int line = from; line <= to; line++) {
            if (!lines.isBlank(line) && !fixed.contains(line)) {
                edits.add(at(line, 1, unit));
            }
        }
    }

    /** By how much the statements around the call are indented. */
    private static String unit(MethodCallExpr call, SourceLines lines) {
        Optional<BlockStmt> around = Nodes.around(call, BlockStmt.class);
        String inner = around.filter(block -> !block.isEmpty())
                .map(block -> lines.indent(Nodes.line(block.getStatement(0))))
                .orElse(lines.indent(Nodes.line(call)));
        String outer =
                around.map(block -> lines.indent(Nodes.range(block).endLine())).orElse(inner);
        return RegionRepair.unit(inner, outer);
    }

    private static Edit at(int line, int column, String text) {
        return new Edit(new Range(line, column, line, column), text);
    }
}
