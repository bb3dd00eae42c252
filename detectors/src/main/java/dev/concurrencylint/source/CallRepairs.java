package dev.concurrencylint.source;

import com.github.javaparser.JavaToken;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Repairs that change one word at a call. */
final class CallRepairs {
    private static final Map<String, String> TO_ALL = Map.of("notify", "notifyAll", "signal", "signalAll");
    private static final Map<String, String> OF_CONDITIONS =
            Map.of("wait", "await", "notify", "signalAll", "notifyAll", "signalAll");

    private static final Set<String> CONDITION = Set.of("Condition", "java.util.concurrent.locks.Condition");

    private CallRepairs() {}

    /** Who is woken for nothing waits again, if the waits are in loops; those that are not have a finding of their own. */
    static Optional<Repairs.Change> wakeAll(MethodCallExpr call) {
        return Optional.ofNullable(TO_ALL.get(call.getNameAsString())).map(all -> renamed(call, all));
    }

    /**
     * Of the object that a condition is, its method of the same meaning; the one that wakes all, as nobody was woken so far. Safe only where
     * the file declares nothing of that name but conditions, and where the code has the lock, as a {@code finally} that unlocks shows, and no
     * monitor; a time in milliseconds has no such method.
     */
    static Optional<Repairs.Change> askTheCondition(MethodCallExpr call) {
        boolean isSafe = call.getArguments().isEmpty()
                && call.getScope().filter(CallRepairs::isCondition).isPresent()
                && Nodes.around(call, SynchronizedStmt.class).isEmpty()
                && isUnlockedAround(call);
        return isSafe
                ? Optional.ofNullable(OF_CONDITIONS.get(call.getNameAsString())).map(name -> renamed(call, name))
                : Optional.empty();
    }

    /** Safe only where nothing else has the thread yet, and where the call is a statement. */
    static Optional<Repairs.Change> start(MethodCallExpr call) {
        return call.getNameAsString().equals("run")
                        && call.getArguments().isEmpty()
                        && statement(call).isPresent()
                ? Optional.of(renamed(call, "start"))
                : Optional.empty();
    }

    private static boolean isCondition(Expression object) {
        String name = object instanceof FieldAccessExpr field
                ? field.getNameAsString()
                : object instanceof NameExpr variable ? variable.getNameAsString() : "";
        Node file = object.findRootNode();
        List<String> types = Stream.concat(
                        file
                                .findAll(
                                        VariableDeclarator.class,
                                        one -> one.getNameAsString().equals(name))
                                .stream()
                                .map(one -> one.getTypeAsString()),
                        file
                                .findAll(
                                        Parameter.class,
                                        one -> one.getNameAsString().equals(name))
                                .stream()
                                .map(one -> one.getTypeAsString()))
                .toList();
        return !types.isEmpty() && CONDITION.containsAll(types);
    }

    private static boolean isUnlockedAround(Node node) {
        Optional<TryStmt> around = Nodes.around(node, TryStmt.class);
        while (around.isPresent()) {
            TryStmt attempt = around.get();
            if (attempt.getTryBlock().isAncestorOf(node) && isInFinally(attempt, one -> isNamed(one, "unlock"))) {
                return true;
            }
            around = Nodes.around(attempt, TryStmt.class);
        }
        return false;
    }

    private static boolean isInFinally(TryStmt attempt, Predicate<MethodCallExpr> wanted) {
        return attempt.getFinallyBlock()
                .filter(last -> last.findFirst(MethodCallExpr.class, wanted).isPresent())
                .isPresent();
    }

    private static boolean isNamed(MethodCallExpr call, String name) {
        return call.getNameAsString().equals(name);
    }

    /**
     * {@code while} for {@code if}. Safe only where nothing but the wait depends on the test, so that a second turn does what the first did,
     * where the test can come out otherwise after a wait and asking it again changes nothing, and where the wait has no end of its own:
     * after a time, a loop would begin the time again.
     */
    static Optional<Repairs.Change> testAgain(MethodCallExpr call) {
        Statement statement = statement(call).orElse(null);
        if (statement == null || !call.getArguments().isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> around = statement.getParentNode();
        if (around.isPresent() && around.get() instanceof BlockStmt block) {
            if (block.getStatements().size() != 1) {
                return Optional.empty();
            }
            statement = block;
            around = block.getParentNode();
        }
        Statement waiting = statement;
        return around.filter(IfStmt.class::isInstance)
                .map(IfStmt.class::cast)
                .filter(test ->
                        test.getElseStmt().isEmpty() && Nodes.isOne(test.getThenStmt(), waiting) && !isElse(test))
                .filter(test -> WaitTest.mayBeAskedAgain(test.getCondition()))
                .map(test ->
                        new Repairs.Change("Test again after the wait", List.of(new Edit(Nodes.first(test), "while"))));
    }

    private static boolean isElse(IfStmt test) {
        return test.getParentNode()
                .filter(parent -> parent instanceof IfStmt outer
                        && outer.getElseStmt().filter(test::equals).isPresent())
                .isPresent();
    }

    /**
     * An attempt whose answer nobody reads was meant to succeed. Safe only where what it takes is given back in the {@code finally} of the
     * statement after it: elsewhere it may have been left to those who have it, or a failure would now leave it taken.
     */
    static Optional<Repairs.Change> waitForIt(MethodCallExpr call, String attempt, String name, String release) {
        boolean isTimed = call.getArguments().size() > 1;
        boolean isSafe = isNamed(call, attempt)
                && !isTimed
                && statement(call)
                        .filter(one -> isGivenBackAfter(one, call, release))
                        .isPresent();
        return isSafe ? Optional.of(renamed(call, name)) : Optional.empty();
    }

    private static boolean isGivenBackAfter(Statement attempt, MethodCallExpr taken, String release) {
        if (!(attempt.getParentNode().orElse(null) instanceof BlockStmt block)) {
            return false;
        }
        Predicate<MethodCallExpr> givesBack = call -> isNamed(call, release)
                && call.getScope().isPresent()
                && taken.getScope().isPresent()
                && isSameText(call.getScope().get(), taken.getScope().get());
        return block.getStatements().stream()
                .dropWhile(one -> !Nodes.isOne(one, attempt))
                .skip(1)
                .findFirst()
                .filter(one -> one instanceof TryStmt end && isInFinally(end, givesBack))
                .isPresent();
    }

    /** The statement that is the call and nothing else. */
    static Optional<Statement> statement(Expression call) {
        return call.getParentNode().filter(ExpressionStmt.class::isInstance).map(Statement.class::cast);
    }

    private static Repairs.Change renamed(MethodCallExpr call, String name) {
        Range range = Nodes.first(call.getName());
        return new Repairs.Change("Call " + name + "()", List.of(new Edit(range, name)));
    }

    /** Whether the tokens of two nodes are the same but for blanks and comments. */
    static boolean isSameText(Node one, Node other) {
        return text(one).equals(text(other));
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.getTokenRange().ifPresent(tokens -> {
            for (JavaToken token : tokens) {
                if (!token.getCategory().isWhitespaceOrComment()) {
                    text.append(token.getText()).append(' ');
                }
            }
        });
        return text.toString();
    }
}
