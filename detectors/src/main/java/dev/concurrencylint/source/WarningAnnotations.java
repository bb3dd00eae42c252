package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.SourceSuppression.Lines;
import dev.concurrencylint.rules.Suppression.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code java.lang.SuppressWarnings} with words that may be ours. No class file has it. */
final class WarningAnnotations {
    private static final String NAME = "SuppressWarnings";
    private static final Pattern USE = Pattern.compile(NAME + "\\s*\\(([^)]*)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z_]*");

    private final String path;
    private final Outline outline;

    private WarningAnnotations(String path, Outline outline) {
        this.path = path;
        this.outline = outline;
    }

    /** Whether the text has such an annotation, comments and strings included. */
    static boolean mayBeIn(String text) {
        if (!text.contains(NAME)) {
            return false;
        }
        for (Matcher use = USE.matcher(text); use.find(); ) {
            for (Matcher literal = LITERAL.matcher(use.group(1)); literal.find(); ) {
                if (mayBeOurs(literal.group(1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An id or its beginning, wrong ones too, a family or the category. */
    private static boolean mayBeOurs(String word) {
        if (ID.matcher(word).matches() || word.equalsIgnoreCase(RuleMatch.CATEGORY)) {
            return true;
        }
        for (Family family : Family.values()) {
            if (family.word().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    /** In the order of the file. */
    static List<SourceSuppression> in(String path, CompilationUnit unit, Outline outline) {
        boolean isAnother = unit.getImports().stream()
                .filter(one -> !one.isAsterisk() && !one.isStatic())
                .map(one -> one.getNameAsString())
                .anyMatch(name -> name.endsWith("." + NAME) && !name.equals("java.lang." + NAME));
        List<SourceSuppression> found = new ArrayList<>();
        if (!isAnother) {
            WarningAnnotations reader = new WarningAnnotations(path, outline);
            for (AnnotationExpr annotation : unit.findAll(AnnotationExpr.class)) {
                String name = annotation.getNameAsString();
                if (name.equals(NAME) || name.equals("java.lang." + NAME)) {
                    reader.suppression(annotation).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<SourceSuppression> suppression(AnnotationExpr annotation) {
        List<String> words = annotation.findAll(StringLiteralExpr.class).stream()
                .map(StringLiteralExpr::asString)
                .filter(word -> !word.isEmpty())
                .toList();
        Node annotated = annotation.getParentNode().orElse(annotation);
        if (words.stream().noneMatch(WarningAnnotations::mayBeOurs)) {
            return Optional.empty();
        }
        Range range = Nodes.range(annotated);
        SourceSuppression.Parameter parameter = null;
        Target target = Target.VARIABLE;
        List<String> fields = List.of();
        if (annotated instanceof TypeDeclaration<?>) {
            target = Target.CLASS;
        } else if (annotated instanceof FieldDeclaration field) {
            target = Target.FIELD;
            fields = names(field);
        } else if (annotated instanceof Parameter one && isComponent(one)) {
            target = Target.FIELD;
            fields = List.of(one.getNameAsString());
        } else if (annotated instanceof Parameter one) {
            parameter = parameter(one);
            target = parameter == null ? Target.VARIABLE : Target.PARAMETER;
            range = parameter == null ? range : Nodes.range(one.getParentNode().orElse(one));
        } else if (annotated instanceof BodyDeclaration<?>) {
            target = Target.METHOD;
        }
        return Optional.of(new SourceSuppression(
                target,
                path,
                Nodes.range(annotation),
                text(words),
                className(Nodes.range(annotated), target),
                fields,
                parameter,
                words,
                "",
                List.of(new Lines(range.startLine(), range.endLine()))));
    }

    private static String text(List<String> words) {
        return words.size() == 1
                ? "@" + NAME + "(\"" + words.get(0) + "\")"
                : "@" + NAME + "({\"" + String.join("\", \"", words) + "\"})";
    }

    /** The innermost type around; of an annotated type, that itself. */
    private String className(Range annotated, Target target) {
        return outline.types().stream()
                .filter(type -> type.range().encloses(annotated)
                        && (target == Target.CLASS || !type.range().equals(annotated)))
                .max(Comparator.comparingInt((OutlinedType type) -> type.range().startLine())
                        .thenComparingInt(type -> type.range().startColumn()))
                .map(OutlinedType::name)
                .orElse("");
    }

    private static List<String> names(FieldDeclaration field) {
        return field.getVariables().stream()
                .map(VariableDeclarator::getNameAsString)
                .toList();
    }

    private static boolean isComponent(Parameter parameter) {
        return parameter
                .getParentNode()
                .filter(RecordDeclaration.class::isInstance)
                .isPresent();
    }

    /** Null for what is no parameter of a method: of a lambda, of a catch. */
    private static SourceSuppression.@Nullable Parameter parameter(Parameter parameter) {
        Node parent = parameter.getParentNode().orElse(parameter);
        if (!(parent instanceof CallableDeclaration<?> method)) {
            return null;
        }
        int index = 0;
        while (index < method.getParameters().size() - 1
                && !Nodes.range(method.getParameter(index)).equals(Nodes.range(parameter))) {
            index++;
        }
        int hidden = parent instanceof ConstructorDeclaration ? hidden(parent) : 0;
        return new SourceSuppression.Parameter(index, method.getParameters().size(), method.isStatic() ? 0 : 1, hidden);
    }

    /** What compilers put before the parameters of a constructor: the object around, or a constant's name and number (JLS 8.8.9, 8.9.2). */
    private static int hidden(Node constructor) {
        Node type = constructor.getParentNode().orElse(constructor);
        if (type instanceof EnumDeclaration) {
            return 2;
        }
        boolean isInner = type instanceof ClassOrInterfaceDeclaration declared
                && !declared.isStatic()
                && (declared.isNestedType() || declared.isLocalClassDeclaration());
        return isInner ? 1 : 0;
    }
}
