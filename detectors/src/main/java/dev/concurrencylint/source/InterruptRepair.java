package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Range;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets the thread's flag again in a handler that has lost an interrupt. */
final class InterruptRepair {
    private static final String TITLE = "Set the thread's flag again";
    private static final String CALL = "Thread.currentThread().interrupt();";
    private static final String THREAD = "Thread";

    private InterruptRepair() {}

    /**
     * Safe only where the handler is for interrupts alone, where its braces and statements stand on lines of their own, or all on one line,
     * and where {@code Thread} is the class of that name.
     */
    static Optional<Repairs.Change> flag(Finding finding, CompilationUnit unit, SourceLines lines) {
        return Handlers.at(unit, finding.place().line())
                .filter(handler -> handler.getParameter().getType().isClassOrInterfaceType())
                .filter(handler -> !isHidden(unit))
                .flatMap(handler -> edit(handler, lines))
                .map(edit -> new Repairs.Change(TITLE, List.of(edit)));
    }

    private static boolean isHidden(CompilationUnit unit) {
        return unit.findFirst(
                                TypeDeclaration.class,
                                type -> type.getNameAsString().equals(THREAD))
                        .isPresent()
                || unit.getImports().stream()
                        .anyMatch(one -> !one.isAsterisk()
                                && one.getName().getIdentifier().equals(THREAD));
    }

    private static Optional<Edit> edit(CatchClause handler, SourceLines lines) {
        BlockStmt body = handler.getBody();
        Range all = Nodes.range(body);
        Statement last = body.getStatements().getLast().orElse(null);
        Statement jump = last != null && jumps(last) ? last : null;
        if (all.startLine() == all.endLine()) {
            return Optional.of(inLine(all, jump, lines));
        }
        if (jump != null) {
            Range range = Nodes.range(jump);
            return isFirst(range, lines)
                    ? Optional.of(line(range, lines.indent(range.startLine()), lines))
                    : Optional.empty();
        }
        Range end = Nodes.end(body);
        if (!isFirst(end, lines)) {
            return Optional.empty();
        }
        String indent = last != null && isFirst(Nodes.range(last), lines)
                ? lines.indent(Nodes.range(last).startLine())
                : lines.indent(end.startLine()) + unit(handler, lines);
        int at = end.startLine();
        return Optional.of(new Edit(new Range(at, 1, at, 1), indent + CALL + lines.end()));
    }

    private static boolean jumps(Statement last) {
        return last instanceof ReturnStmt || last instanceof BreakStmt || last instanceof ContinueStmt;
    }

    /** Before the jump or the closing brace, with one blank on both sides. */
    private static Edit inLine(Range body, @Nullable Statement jump, SourceLines lines) {
        String line = lines.line(body.startLine());
        int at = jump == null ? body.endColumn() - 1 : Nodes.range(jump).startColumn();
        boolean isBlankBefore = Character.isWhitespace(line.charAt(at - 2));
        String text = (isBlankBefore ? "" : " ") + CALL + " ";
        return new Edit(new Range(body.startLine(), at, body.startLine(), at), text);
    }

    private static Edit line(Range before, String indent, SourceLines lines) {
        int line = before.startLine();
        int column = before.startColumn();
        return new Edit(new Range(line, column, line, column), CALL + lines.end() + indent);
    }

    private static boolean isFirst(Range range, SourceLines lines) {
        return lines.indent(range.startLine()).length() + 1 == range.startColumn();
    }

    /** By how much the {@code try} of the handler indents its block. */
    private static String unit(CatchClause handler, SourceLines lines) {
        return Nodes.around(handler, TryStmt.class)
                .flatMap(attempt -> attempt.getTryBlock()
                        .getStatements()
                        .getFirst()
                        .map(first -> RegionRepair.unit(
                                lines.indent(Nodes.range(first).startLine()),
                                lines.indent(Nodes.range(attempt).startLine()))))
                .orElse("    ");
    }
}
