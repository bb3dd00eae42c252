package dev.concurrencylint.source;

import com.github.javaparser.JavaToken;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moves an acquire, and what stands before it, in front of the {@code try} whose {@code finally} gives back what it took. */
final class AcquireRepair {
    private static final Map<String, Set<String>> ACQUIRES = Map.of(
            "unlock", Set.of("lock", "lockInterruptibly"), "release", Set.of("acquire", "acquireUninterruptibly"));

    private AcquireRepair() {}

    /**
     * Safe only where the {@code finally} does nothing else and there are no handlers and resources, where the acquire is a statement of the
     * {@code try} and takes what the release gives back, where all that moves stands on lines of its own, from which no comment leads on
     * and between which nothing else stands, and where nothing behind the {@code try} uses a name that is declared in what moves.
     */
    static Optional<Repairs.Change> before(MethodCallExpr release, SourceLines lines) {
        TryStmt attempt = attempt(release).orElse(null);
        if (attempt == null || !(attempt.getParentNode().orElse(null) instanceof BlockStmt around)) {
            return Optional.empty();
        }
        List<Statement> all = attempt.getTryBlock().getStatements();
        int at = 0;
        while (at < all.size() && !takes(all.get(at), release)) {
            at++;
        }
        if (at >= all.size() - 1) {
            return Optional.empty();
        }
        List<Statement> moved = all.subList(0, at + 1);
        boolean isSafe = !isUsedBehind(attempt, moved, around)
                && RegionRepair.fixed(moved).isEmpty()
                && RegionRepair.areOnOwnLines(all, 0, at, attempt.getTryBlock(), lines)
                && !RegionRepair.goesOn(all.get(at))
                && isBlankBefore(attempt, all.get(0))
                && lines.indent(Nodes.range(attempt).startLine()).length() + 1
                        == Nodes.range(attempt).startColumn();
        return isSafe ? Optional.of(change(attempt, moved, lines)) : Optional.empty();
    }

    /** The {@code try} whose {@code finally} the release is all of. */
    private static Optional<TryStmt> attempt(MethodCallExpr release) {
        return CallRepairs.statement(release)
                .flatMap(Statement::getParentNode)
                .filter(block ->
                        block instanceof BlockStmt last && last.getStatements().size() == 1)
                .flatMap(block -> block.getParentNode()
                        .filter(TryStmt.class::isInstance)
                        .map(TryStmt.class::cast)
                        .filter(attempt -> attempt.getFinallyBlock()
                                .filter(last -> Nodes.isOne(last, block))
                                .isPresent()))
                .filter(attempt -> attempt.getCatchClauses().isEmpty()
                        && attempt.getResources().isEmpty());
    }

    private static boolean takes(Statement statement, MethodCallExpr release) {
        return statement instanceof ExpressionStmt expression
                && expression.getExpression() instanceof MethodCallExpr call
                && ACQUIRES.getOrDefault(release.getNameAsString(), Set.of()).contains(call.getNameAsString())
                && isSame(call.getScope(), release.getScope())
                && isSameArguments(call, release);
    }

    private static boolean isSame(Optional<Expression> one, Optional<Expression> other) {
        return one.isPresent() && other.isPresent() && CallRepairs.isSameText(one.get(), other.get());
    }

    private static boolean isSameArguments(MethodCallExpr one, MethodCallExpr other) {
        if (one.getArguments().size() != other.getArguments().size()) {
            return false;
        }
        for (int i = 0; i < one.getArguments().size(); i++) {
            if (!CallRepairs.isSameText(one.getArgument(i), other.getArgument(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUsedBehind(TryStmt attempt, List<Statement> moved, BlockStmt around) {
        Set<String> declared = new HashSet<>();
        for (Statement statement : moved) {
            if (statement instanceof LocalClassDeclarationStmt || statement instanceof LocalRecordDeclarationStmt) {
                return true;
            }
            statement.findAll(VariableDeclarator.class).forEach(one -> declared.add(one.getNameAsString()));
            statement.findAll(TypePatternExpr.class).forEach(one -> declared.add(one.getNameAsString()));
        }
        int end = Nodes.range(attempt).endLine();
        return around.getStatements().stream()
                .filter(one -> Nodes.range(one).startLine() >= end && !Nodes.isOne(one, attempt))
                .flatMap(one -> one.findAll(SimpleName.class).stream())
                .anyMatch(name -> declared.contains(name.getIdentifier()));
    }

    /** Whether nothing but blanks stands between the opening brace and the statement. */
    private static boolean isBlankBefore(TryStmt attempt, Statement first) {
        Optional<JavaToken> token =
                first.getTokenRange().flatMap(tokens -> tokens.getBegin().getPreviousToken());
        while (token.isPresent() && token.get().getCategory().isWhitespace()) {
            token = token.get().getPreviousToken();
        }
        Range brace = Nodes.first(attempt.getTryBlock());
        return token.flatMap(JavaToken::getRange)
                .filter(range -> range.begin.line == brace.startLine() && range.begin.column == brace.startColumn())
                .isPresent();
    }

    private static Repairs.Change change(TryStmt attempt, List<Statement> moved, SourceLines lines) {
        Range all = Nodes.range(attempt);
        Range first = Nodes.range(moved.get(0));
        Range last = Nodes.range(moved.get(moved.size() - 1));
        String outer = lines.indent(all.startLine());
        String unit = RegionRepair.unit(lines.indent(first.startLine()), outer);
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(new Range(all.startLine(), all.startColumn(), first.startLine(), first.startColumn()), ""));
        for (int line = first.startLine() + 1; line <= last.endLine(); line++) {
            if (lines.line(line).startsWith(outer + unit)) {
                edits.add(new Edit(new Range(line, 1, line, 1 + unit.length()), ""));
            }
        }
        int end = lines.line(last.endLine()).length() + 1;
        Range behind = new Range(last.endLine(), end, last.endLine(), end);
        edits.add(new Edit(behind, lines.end() + outer + "try {"));
        return new Repairs.Change("Acquire before the try", edits);
    }
}
