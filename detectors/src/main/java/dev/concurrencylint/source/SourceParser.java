package dev.concurrencylint.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.comments.CommentsCollection;
import java.util.List;
import java.util.Optional;

/** Parses source files, tokens and comments kept. For one thread at a time. */
public final class SourceParser {
    private final JavaParser newest = parser(LanguageLevel.JAVA_25);
    private final JavaParser lenient = parser(LanguageLevel.RAW);

    /**
     * A parsed file.
     *
     * @param unit its comments are not attached to nodes: the parser guesses whose they are
     * @param comments in the order of the file
     */
    public record Parsed(CompilationUnit unit, List<Comment> comments) {
        public Parsed {
            comments = List.copyOf(comments);
        }
    }

    private static JavaParser parser(LanguageLevel level) {
        ParserConfiguration configuration = new ParserConfiguration();
        configuration.setLanguageLevel(level);
        configuration.setAttributeComments(false);
        configuration.setTabSize(1);
        return new JavaParser(configuration);
    }

    /** The file as the newest Java that is known has it, or else without the checks of any version; empty if it is no Java. */
    public Optional<Parsed> parse(String text) {
        return parse(newest, text).or(() -> parse(lenient, text));
    }

    private static Optional<Parsed> parse(JavaParser parser, String text) {
        try {
            ParseResult<CompilationUnit> result = parser.parse(text);
            if (!result.isSuccessful()) {
                return Optional.empty();
            }
            List<Comment> comments = result.getCommentsCollection()
                    .map(CommentsCollection::getComments)
                    .map(List::copyOf)
                    .orElse(List.of());
            return result.getResult().map(unit -> new Parsed(unit, comments));
        } catch (RuntimeException | StackOverflowError e) { // it is nested too deeply, or the parser itself broke
            return Optional.empty();
        }
    }
}
