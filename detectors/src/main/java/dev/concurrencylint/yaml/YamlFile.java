package dev.concurrencylint.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file (1.2, UTF-8, one document). */
public final class YamlFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlFile() {}

    /**
     * The value of the whole file; empty if there is nothing in it or it can't be read, which is then a mistake.
     *
     * @param mistakes gets what is wrong, now and when values are asked for
     */
    public static Optional<YamlNode> read(Path file, List<Mistake> mistakes) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return parse(marked ? text.substring(1) : text, file.toString(), mistakes);
        } catch (NoSuchFileException e) {
            mistakes.add(new Mistake(file.toString(), 0, 0, "there is no such file"));
        } catch (CharacterCodingException e) {
            mistakes.add(new Mistake(file.toString(), 0, 0, "it is no UTF-8 text"));
        } catch (IOException e) {
            mistakes.add(new Mistake(
                    file.toString(),
                    0,
                    0,
                    Files.isDirectory(file) ? "it is a directory" : "it can't be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** The same for a text that comes with the tool. */
    public static Optional<YamlNode> shipped(String text, String name, List<Mistake> mistakes) {
        Optional<Node> plain = PlainYaml.compose(text, name);
        return plain.isPresent() ? plain.map(node -> new YamlNode(node, name, mistakes)) : parse(text, name, mistakes);
    }

    /** The same for a text that is known by that name. */
    public static Optional<YamlNode> parse(String text, String name, List<Mistake> mistakes) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            return new Compose(settings).composeString(text).map(node -> new YamlNode(node, name, mistakes));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            mistakes.add(new Mistake(
                    name,
                    mark.map(at -> at.getLine() + 1).orElse(0),
                    mark.map(at -> at.getColumn() + 1).orElse(0),
                    "it is no YAML: " + oneLine(e.getProblem())));
        } catch (ReaderException e) {
            mistakes.add(new Mistake(
                    name,
                    1
                            + (int) text.codePoints()
                                    .limit(e.getPosition())
                                    .filter(c -> c == '\n')
                                    .count(),
                    0,
                    "it is no YAML: " + String.format("the character U+%04X may not stand in it", e.getCodePoint())));
        } catch (YamlEngineException | StackOverflowError e) {
            mistakes.add(new Mistake(name, 0, 0, "it is no YAML: " + oneLine(String.valueOf(e.getMessage()))));
        }
        return Optional.empty();
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("it can't be understood");
    }
}
