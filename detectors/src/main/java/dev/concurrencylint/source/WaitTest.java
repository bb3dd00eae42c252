package dev.concurrencylint.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;

/** The test before a wait, should it be asked again after it. */
final class WaitTest {
    private WaitTest() {}

    /**
     * Whether others can make it come out false, and asking changes nothing. What was read into a variable before the wait stays what it
     * was: a loop on that would never end.
     */
    static boolean mayBeAskedAgain(Expression test) {
        return !counts(test) && canEnd(test, false);
    }

    private static boolean counts(Expression test) {
        return test.findFirst(UnaryExpr.class, WaitTest::isStep).isPresent()
                || test.findFirst(AssignExpr.class, one -> one.getOperator() != AssignExpr.Operator.ASSIGN)
                        .isPresent();
    }

    private static boolean isStep(UnaryExpr one) {
        return switch (one.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            case PLUS, MINUS, LOGICAL_COMPLEMENT, BITWISE_COMPLEMENT -> false;
        };
    }

    /** One half that turns makes a conjunction false; a disjunction needs both. */
    private static boolean canEnd(Expression test, boolean isNegated) {
        if (test instanceof EnclosedExpr enclosed) {
            return canEnd(enclosed.getInner(), isNegated);
        }
        if (test instanceof UnaryExpr not && not.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT) {
            return canEnd(not.getExpression(), !isNegated);
        }
        if (test instanceof BinaryExpr both
                && (both.getOperator() == BinaryExpr.Operator.AND || both.getOperator() == BinaryExpr.Operator.OR)) {
            boolean left = canEnd(both.getLeft(), isNegated);
            boolean right = canEnd(both.getRight(), isNegated);
            return (both.getOperator() == BinaryExpr.Operator.AND) != isNegated ? left || right : left && right;
        }
        return test.findFirst(Node.class, WaitTest::canChange).isPresent();
    }

    private static boolean canChange(Node node) {
        if (node instanceof FieldAccessExpr field) {
            return !isFixed(field, field.getNameAsString());
        }
        return node instanceof MethodCallExpr
                || node instanceof ArrayAccessExpr
                || node instanceof NameExpr variable
                        && !isObject(variable)
                        && !isFixed(variable, variable.getNameAsString())
                        && !isLocal(variable);
    }

    /** Whether it only says whose field or method is meant. */
    private static boolean isObject(NameExpr variable) {
        return variable.getParentNode()
                .filter(parent -> parent instanceof FieldAccessExpr field && Nodes.isOne(field.getScope(), variable))
                .isPresent();
    }

    /** Whether a field of that name in the file is final. */
    private static boolean isFixed(Node node, String name) {
        return node.findRootNode()
                .findFirst(
                        FieldDeclaration.class,
                        field -> field.isFinal()
                                && field.getVariables().stream()
                                        .anyMatch(one -> one.getNameAsString().equals(name)))
                .isPresent();
    }

    private static boolean isLocal(NameExpr variable) {
        Node body = variable.findRootNode();
        for (Node around = variable;
                around != null;
                around = around.getParentNode().orElse(null)) {
            body = around instanceof CallableDeclaration<?> ? around : body;
        }
        String name = variable.getNameAsString();
        return body.findFirst(
                                VariableDeclarator.class,
                                one -> one.getNameAsString().equals(name)
                                        && one.getParentNode()
                                                .filter(FieldDeclaration.class::isInstance)
                                                .isEmpty())
                        .isPresent()
                || body.findFirst(Parameter.class, one -> one.getNameAsString().equals(name))
                        .isPresent()
                || body.findFirst(
                                TypePatternExpr.class,
                                one -> one.getNameAsString().equals(name))
                        .isPresent();
    }
}
