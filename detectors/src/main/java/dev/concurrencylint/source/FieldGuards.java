package dev.concurrencylint.source;

import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.rules.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the declarations of fields say in their sources that guards them: by an annotation that no class file need have, or by a comment. */
public final class FieldGuards {
    private static final String ANNOTATION = "GuardedBy";

    /** What a file has that may say something, all of it ASCII. */
    private static final List<String> HINTS = List.of("uarded", "rotected by", "nchronized on", "nchronised on");

    private static final String CODE = "uardedBy(";
    private static final Set<String> NO_FIELDS = Set.of("this", "itself", "class");
    private static final int LONGEST_HEAD = 12;
    private static final int LONGEST_TAIL = 160;

    private static final Pattern BLANKS = Pattern.compile("[\\s*/]+");
    private static final Pattern SENTENCE = Pattern.compile("[.;!?](?:\\s|$)|\\s@\\w+\\s");
    private static final Pattern NOT = Pattern.compile("(?i)\\b(?:not|never|no longer|without|isn't|aren't)\\b");

    /** The name of the lock, in quotes, in a tag or bare; {@code this} only where it isn't followed by what it would point at. */
    private static final Pattern WORDS = Pattern.compile(
            "(?i)\\b(?:guarded|protected|synchroni[sz]ed)\\s*(?:by|on)\\b[\\s:]*\\(?\\s*(?:the\\s+)?(?:lock\\s+on\\s+)?"
                    + "(?:\\{@\\w+\\s+)?[`'\"<(#]*((?-i:this(?![\\w.])(?=[`'\"})]*(?:$|[,;:]|\\s*(?:object|instance|monitor)\\b))|(?!this\\b)[\\w$]+|this\\.[\\w$]+)"
                    + "(?:[.#][\\w$]+)*)");

    private FieldGuards() {}

    /**
     * The guards of fields of those classes, by class and in the order of the files. A file is only parsed if its text looks as if it said something.
     *
     * @param classNames binary names with dots
     * @param threads how many may work; the result does not depend on it
     */
    public static List<DeclaredGuard> in(SourceFiles files, Collection<String> classNames, int threads) {
        if (files.roots().isEmpty()) {
            return List.of();
        }
        SortedSet<String> paths = new TreeSet<>();
        for (String name : classNames) {
            paths.add(SourceFiles.usualPath(name));
        }
        List<DeclaredGuard> found = new ArrayList<>();
        Parallel.map(
                        List.copyOf(paths),
                        threads,
                        SourceParser::new,
                        (parser, path) ->
                                files.find(path).map(file -> in(file, parser)).orElse(List.of()))
                .forEach(found::addAll);
        return found;
    }

    private static List<DeclaredGuard> in(Path file, SourceParser parser) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (HINTS.stream().noneMatch(hint -> mayName(bytes, hint))) {
                return List.of();
            }
            List<DeclaredGuard> found = new ArrayList<>();
            parser.parse(SourceFiles.text(file)).ifPresent(parsed -> {
                for (FieldDeclaration field : parsed.unit().findAll(FieldDeclaration.class)) {
                    if (field.getRange().isPresent()) {
                        add(field, parsed.comments(), found);
                    }
                }
            });
            return found;
        } catch (IOException
                | StackOverflowError e) { // what can't be read says nothing; nor does what is nested too deeply
            return List.of();
        }
    }

    /** Whether a name follows one of the words, and the file assigns or declares it: prose rarely means a lock, and parsing is dear. */
    private static boolean mayName(String text, String hint) {
        for (int at = text.indexOf(hint); at >= 0; at = text.indexOf(hint, at + 1)) {
            String words = text.substring(Math.max(0, at - LONGEST_HEAD), Math.min(text.length(), at + LONGEST_TAIL));
            Matcher name = WORDS.matcher(BLANKS.matcher(words).replaceAll(" "));
            if (text.startsWith(CODE, at)) {
                return true;
            }
            if (name.find()) {
                String last = name.group(1).substring(name.group(1).lastIndexOf('.') + 1);
                if (NO_FIELDS.contains(last) || text.contains(" " + last + " =") || text.contains(" " + last + ";")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void add(FieldDeclaration field, List<Comment> comments, List<DeclaredGuard> found) {
        String className = Nodes.className(field);
        if (className.isEmpty()) {
            return;
        }
        List<DeclaredGuard> own = new ArrayList<>();
        for (AnnotationExpr annotation : field.getAnnotations()) {
            if (annotation.getName().getIdentifier().equals(ANNOTATION)) {
                annotation
                        .findAll(StringLiteralExpr.class)
                        .forEach(text -> add(field, className, text.asString(), false, own));
            }
        }
        for (Comment comment : comments) {
            if (comment.getRange().isPresent() && isAbout(comment, field)) {
                for (String sentence :
                        SENTENCE.split(BLANKS.matcher(comment.getContent()).replaceAll(" "), -1)) {
                    Matcher words = WORDS.matcher(sentence.strip());
                    if (words.find() && !NOT.matcher(sentence).find()) {
                        add(field, className, words.group(1), true, own);
                    }
                }
            }
        }
        found.addAll(own);
    }

    private static void add(
            FieldDeclaration field, String className, String words, boolean isComment, List<DeclaredGuard> own) {
        field.getVariables()
                .forEach(variable -> own.add(
                        new DeclaredGuard(className.replace('.', '/'), variable.getNameAsString(), words, isComment)));
    }

    /** Right before the field, or behind it on its line, or before its name. */
    private static boolean isAbout(Comment comment, FieldDeclaration field) {
        Range words = Nodes.range(comment);
        Range declared = Nodes.range(field);
        return Nodes.isRightBefore(words, field)
                || words.startLine() == declared.endLine() && words.startColumn() >= declared.endColumn()
                || declared.encloses(words) && isBefore(words, Nodes.range(field.getVariable(0)));
    }

    private static boolean isBefore(Range one, Range other) {
        return one.endLine() < other.startLine()
                || one.endLine() == other.startLine() && one.endColumn() <= other.startColumn();
    }
}
