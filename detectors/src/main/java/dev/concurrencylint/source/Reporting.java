package dev.concurrencylint.source;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How code of a file reports an exception: as the file does elsewhere, or else to the handler of the thread.
 *
 * @param variable the exception's name, free where it is caught
 * @param statement reports it
 */
record Reporting(String variable, String statement) {
    private static final List<String> VARIABLES = List.of("e", "ex", "failure", "uncaught");
    private static final String MESSAGE = "\"periodic task failed\"";
    private static final Set<String> WITHOUT_FIELDS = Set.of("Runnable", "TimerTask");
    private static final Set<String> LOUD = Set.of("error", "warn", "warning", "fatal");
    private static final Set<String> LOUD_LEVELS = Set.of("SEVERE", "WARNING", "ERROR", "WARN");

    /** What could report what leaves the body; none where that can't be said in words that are sure to mean it. */
    static Optional<Reporting> of(MethodCallExpr call, Node body) {
        Set<String> taken = declaredAround(call, body);
        return VARIABLES.stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .flatMap(name -> (mayInherit(body) ? Optional.<String>empty() : logged(call, taken))
                        .map(log -> log + name + ");")
                        .or(() -> toHandler(call, name))
                        .map(statement -> new Reporting(name, statement)));
    }

    /** The end of a {@code try} statement, without a line's end. */
    String lines(String indent, String unit, String end) {
        return indent + "} catch (RuntimeException " + variable + ") {" + end + indent + unit + statement + end + indent
                + "}";
    }

    // ---- names ------------------------------------------------------------------------------------------------

    /** The local names that may be in scope at the body, those that it declares itself aside. */
    private static Set<String> declaredAround(Node call, Node body) {
        Node outermost = call;
        for (Node around = call; around != null; around = around.getParentNode().orElse(null)) {
            boolean isMember = around instanceof CallableDeclaration<?> || around instanceof FieldDeclaration;
            outermost = isMember ? around : outermost;
        }
        Set<String> outside = new HashSet<>();
        declaredOutside(outermost, body, outside);
        return outside;
    }

    private static void declaredOutside(Node node, Node body, Set<String> names) {
        if (Nodes.isOne(node, body)) {
            return;
        }
        nameOf(node).ifPresent(names::add);
        node.getChildNodes().forEach(child -> declaredOutside(child, body, names));
    }

    private static Optional<String> nameOf(Node node) {
        if (node instanceof VariableDeclarator variable) {
            return Optional.of(variable.getNameAsString());
        }
        if (node instanceof Parameter parameter) {
            return Optional.of(parameter.getNameAsString());
        }
        return node instanceof TypePatternExpr pattern ? Optional.of(pattern.getNameAsString()) : Optional.empty();
    }

    /** Whether the body is in an anonymous class that may inherit fields, which would hide those of the same name around. */
    private static boolean mayInherit(Node body) {
        return body.getParentNode()
                .flatMap(Node::getParentNode)
                .filter(made -> made instanceof ObjectCreationExpr one
                        && !WITHOUT_FIELDS.contains(one.getType().getNameAsString()))
                .isPresent();
    }

    // ---- the file's logger ---------------------------------------------------------------------------------------

    /** A call of a logger up to its last argument, as the file has one in a handler. */
    private static Optional<String> logged(MethodCallExpr task, Set<String> taken) {
        return task.findRootNode().findAll(MethodCallExpr.class).stream()
                .filter(Reporting::reports)
                .filter(call -> call.getScope()
                        .filter(scope -> scope instanceof NameExpr name
                                && !taken.contains(name.getNameAsString())
                                && isReachable(name.getNameAsString(), call, task))
                        .isPresent())
                .findFirst()
                .map(Reporting::opening);
    }

    private static String opening(MethodCallExpr call) {
        String level = call.getArguments().size() == 3 ? call.getArgument(0) + ", " : "";
        return call.getScope().orElseThrow() + "." + call.getNameAsString() + "(" + level + MESSAGE + ", ";
    }

    /** Whether the call gives a message, perhaps after a level, and then the exception that the handler around it caught. */
    private static boolean reports(MethodCallExpr call) {
        List<Expression> arguments = call.getArguments();
        int size = arguments.size();
        boolean isLoud = size == 2 && LOUD.contains(call.getNameAsString())
                || size == 3 && call.getNameAsString().equals("log") && isLoudLevel(arguments.get(0));
        return isLoud && isText(arguments.get(size - 2)) && isCaught(arguments.get(size - 1));
    }

    private static boolean isLoudLevel(Expression level) {
        return level instanceof FieldAccessExpr field
                && field.getScope() instanceof NameExpr
                && LOUD_LEVELS.contains(field.getNameAsString());
    }

    private static boolean isText(Expression message) {
        return message instanceof StringLiteralExpr
                || message instanceof BinaryExpr joined
                        && joined.findFirst(StringLiteralExpr.class).isPresent();
    }

    private static boolean isCaught(Expression last) {
        return last instanceof NameExpr name
                && Nodes.around(name, CatchClause.class)
                        .filter(handler ->
                                handler.getParameter().getNameAsString().equals(name.getNameAsString()))
                        .isPresent();
    }

    /** Whether the name is the field that it is in the call, and has its value wherever the task may run. */
    private static boolean isReachable(String name, MethodCallExpr call, MethodCallExpr task) {
        Optional<FieldDeclaration> field = field(name, task);
        Optional<CallableDeclaration<?>> member = member(task);
        boolean isSame = field.isPresent()
                && field(name, call)
                        .filter(one -> Nodes.isOne(one, field.get()))
                        .isPresent();
        return isSame
                && member.isPresent()
                && (field.get().isStatic()
                        || member.get() instanceof MethodDeclaration method
                                && !method.isStatic()
                                && isInSameType(field.get(), method));
    }

    private static Optional<CallableDeclaration<?>> member(Node node) {
        Optional<MethodDeclaration> method = Nodes.around(node, MethodDeclaration.class);
        Optional<ConstructorDeclaration> constructor = Nodes.around(node, ConstructorDeclaration.class);
        return method.isPresent() ? Optional.of(method.get()) : constructor.map(one -> one);
    }

    private static boolean isInSameType(FieldDeclaration field, MethodDeclaration method) {
        return field.getParentNode()
                .filter(type -> method.getParentNode()
                        .filter(other -> Nodes.isOne(type, other))
                        .isPresent())
                .isPresent();
    }

    /** The field of that name of the innermost type around that has one. */
    private static Optional<FieldDeclaration> field(String name, Node from) {
        for (Node around = from; around != null; around = around.getParentNode().orElse(null)) {
            if (around instanceof TypeDeclaration<?> type) {
                Optional<FieldDeclaration> field = type.getFieldByName(name);
                if (field.isPresent()) {
                    return field;
                }
            }
        }
        return Optional.empty();
    }

    // ---- the thread's handler ---------------------------------------------------------------------------------------

    private static Optional<String> toHandler(MethodCallExpr call, String variable) {
        Node file = call.findRootNode();
        boolean isTheJdks = Stream.concat(
                        file.findAll(ImportDeclaration.class).stream().map(one -> one.getNameAsString()),
                        file.findAll(ClassOrInterfaceDeclaration.class).stream()
                                .map(one -> "." + one.getNameAsString()))
                .noneMatch(name -> name.endsWith(".Thread"));
        return isTheJdks
                ? Optional.of("Thread.currentThread().getUncaughtExceptionHandler().uncaughtException("
                        + "Thread.currentThread(), " + variable + ");")
                : Optional.empty();
    }
}
