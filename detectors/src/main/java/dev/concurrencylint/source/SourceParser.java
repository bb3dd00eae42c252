package dev.concurrencylint.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.comments.CommentsCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses source files, tokens and comments kept. For one thread at a time. Loads the parser when there is something to parse. */
public final class SourceParser {
    private final Map<Boolean, JavaParser> parsers = new HashMap<>();

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
        configuration.setDetectOriginalLineSeparator(false); // a walk through all tokens for what nobody asks
        return new JavaParser(configuration);
    }

    /** The file as the newest Java that is known has it, or else without the checks of any version; empty if it is no Java. */
    public Optional<Parsed> parse(String text) {
        return parse(parser(false), text).or(() -> parse(parser(true), text));
    }

    private JavaParser parser(boolean lenient) {
        return parsers.computeIfAbsent(lenient, key -> parser(key ? LanguageLevel.RAW : LanguageLevel.JAVA_25));
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
