package dev.concurrencylint.source;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.type.Type;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the code of one method, or of one lambda, in the order of evaluation. */
final class BodyWalk {
    private final OutlineBuilder file;
    private final OutlineBuilder.Surrounding type;
    private final String method;
    private final List<Element> elements = new ArrayList<>();

    BodyWalk(OutlineBuilder file, OutlineBuilder.Surrounding type, String method) {
        this.file = file;
        this.type = type;
        this.method = method;
    }

    List<Element> elements() {
        return elements;
    }

    void add(Element element) {
        elements.add(element);
    }

    void header(Range range) {
        add(new Element(Spot.Kind.OTHER, "", range, range));
    }

    private void add(Spot.Kind kind, String name, Range mark, Node whole) {
        add(new Element(kind, name, mark, Nodes.range(whole)));
    }

    void visit(Node node) {
        if (node instanceof Type
                || node instanceof AnnotationExpr
                || node instanceof Comment
                || node instanceof Modifier) {
            return;
        }
        if (node instanceof LocalClassDeclarationStmt local) {
            file.local(local.getClassDeclaration(), type.name());
        } else if (node instanceof LocalRecordDeclarationStmt local) {
            file.local(local.getRecordDeclaration(), type.name());
        } else if (node instanceof Statement statement) {
            statement(statement);
        } else if (node instanceof Expression expression) {
            expression(expression);
        } else {
            Headers.of(node).ifPresent(header -> add(Spot.Kind.OTHER, "", header, node));
            children(node);
            if (node instanceof VariableDeclarator variable
                    && variable.getInitializer().isPresent()) {
                add(Spot.Kind.WRITE, variable.getNameAsString(), Nodes.range(node), node);
            }
        }
    }

    private void children(Node node) {
        Nodes.children(node).forEach(this::visit);
    }

    private void statement(Statement statement) {
        Headers.of(statement).ifPresent(header -> add(Spot.Kind.OTHER, "", header, statement));
        if (statement instanceof SynchronizedStmt monitor) {
            visit(monitor.getExpression());
            add(Spot.Kind.MONITOR, "", Nodes.before(monitor, monitor.getBody()), monitor);
            visit(monitor.getBody());
        } else if (statement instanceof ForStmt loop) {
            loop.getInitialization().forEach(this::visit);
            loop.getCompare().ifPresent(this::visit);
            visit(loop.getBody());
            loop.getUpdate().forEach(this::visit);
        } else {
            children(statement);
        }
        if (statement instanceof BlockStmt) {
            Range brace = Nodes.end(statement);
            add(Spot.Kind.OTHER, "", brace, statement);
        } else if (statement instanceof ReturnStmt) {
            add(Spot.Kind.RETURN, "", Nodes.range(statement), statement);
        } else if (statement instanceof ThrowStmt) {
            add(Spot.Kind.THROW, "", Nodes.range(statement), statement);
        } else if (statement instanceof ExplicitConstructorInvocationStmt call) {
            String name = call.isThis() ? type.simple() : type.superclass();
            add(Spot.Kind.NEW, name, Nodes.range(statement), statement);
        }
    }

    private void expression(Expression expression) {
        if (expression instanceof LambdaExpr lambda) {
            lambda(lambda);
        } else if (expression instanceof ObjectCreationExpr made) {
            made(made);
        } else if (expression instanceof AssignExpr assign) {
            assign(assign);
        } else if (expression instanceof MethodCallExpr call) {
            children(call);
            add(Spot.Kind.CALL, call.getNameAsString(), fromName(call, call.getName()), call);
        } else if (expression instanceof MethodReferenceExpr) {
            children(expression);
            add(Spot.Kind.LAMBDA, "", Nodes.range(expression), expression);
        } else if (expression instanceof NameExpr name) {
            add(Spot.Kind.READ, name.getNameAsString(), Nodes.range(name), name);
        } else if (expression instanceof FieldAccessExpr field) {
            children(field);
            add(Spot.Kind.READ, field.getNameAsString(), fromName(field, field.getName()), field);
        } else {
            children(expression);
            if (expression instanceof UnaryExpr unary
                    && (unary.isPrefix() || unary.isPostfix())
                    && unary.getOperator().asString().length() == 2) {
                written(unary.getExpression(), unary);
            }
        }
    }

    /** The whole expression if it begins on the line of the name; else from the name on: a compiler gives the name's line. */
    private static Range fromName(Node node, Node name) {
        return Nodes.line(node) == Nodes.line(name) ? Nodes.range(node) : Nodes.range(name, Nodes.range(node));
    }

    private void assign(AssignExpr assign) {
        if (assign.getOperator() == AssignExpr.Operator.ASSIGN) {
            if (assign.getTarget() instanceof FieldAccessExpr field) {
                visit(field.getScope());
            } else if (!(assign.getTarget() instanceof NameExpr)) {
                visit(assign.getTarget());
            }
        } else {
            visit(assign.getTarget());
        }
        visit(assign.getValue());
        written(assign.getTarget(), assign);
    }

    private void written(Expression target, Expression whole) {
        Expression plain = target;
        while (plain.isEnclosedExpr()) {
            plain = plain.asEnclosedExpr().getInner();
        }
        if (plain instanceof FieldAccessExpr field) {
            add(Spot.Kind.WRITE, field.getNameAsString(), Nodes.range(whole), whole);
        } else if (plain instanceof NameExpr name) {
            add(Spot.Kind.WRITE, name.getNameAsString(), Nodes.range(whole), whole);
        }
    }

    private void made(ObjectCreationExpr made) {
        made.getScope().ifPresent(this::visit);
        made.getArguments().forEach(this::visit);
        boolean isAnonymous = made.getAnonymousClassBody().isPresent();
        if (isAnonymous) {
            file.anonymous(made, type.name());
        }
        Range whole = Nodes.range(made);
        add(Spot.Kind.NEW, isAnonymous ? "" : made.getType().getNameAsString(), Headers.creation(made), made);
        if (made.getScope().isPresent() && Nodes.line(made) != Nodes.line(made.getType())) {
            Range fromType = Nodes.range(made.getType(), whole);
            add(Spot.Kind.OTHER, "", fromType, made);
        }
    }

    private void lambda(LambdaExpr lambda) {
        BodyWalk inside = new BodyWalk(file, type, method);
        if (lambda.getBody() instanceof ExpressionStmt only) {
            inside.header(Nodes.range(only.getExpression()));
            inside.visit(only.getExpression());
            inside.add(Spot.Kind.RETURN, "", Nodes.range(only.getExpression()), only.getExpression());
        } else {
            inside.visit(lambda.getBody());
        }
        Range range = Nodes.range(lambda);
        OutlinedBody body = new OutlinedBody(type.name(), "", List.of(), false, range, inside.elements());
        add(new Element(Spot.Kind.LAMBDA, "", range.startLine(), range, range, Optional.of(body)));
    }
}
