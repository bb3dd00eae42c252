package dev.concurrencylint.yaml;

import dev.concurrencylint.words.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value with its place. Asking for another kind of value than it is notes a mistake and answers with none. */
public final class YamlNode {
    private final Node node;
    private final Node place;
    private final String file;
    private final List<Mistake> mistakes;

    YamlNode(Node node, String file, List<Mistake> mistakes) {
        this(node, node, file, mistakes);
    }

    private YamlNode(Node node, Node place, String file, List<Mistake> mistakes) {
        this.node = node;
        this.place = place;
        this.file = file;
        this.mistakes = mistakes;
    }

    /** Notes that the value is wrong. */
    public void wrong(String message) {
        wrong(node, message);
    }

    /** Notes that the key before the value is wrong. */
    public void wrongKey(String message) {
        wrong(place, message);
    }

    private void wrong(Node at, String message) {
        Optional<Mark> mark = at.getStartMark();
        mistakes.add(new Mistake(
                file,
                mark.map(found -> found.getLine() + 1).orElse(0),
                mark.map(found -> found.getColumn() + 1).orElse(0),
                message));
    }

    /** The entries by key, in the order of the file; none for nothing. */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlNode key = new YamlNode(tuple.getKeyNode(), file, mistakes);
                String name = key.text().orElse("");
                if (entries.putIfAbsent(name, new YamlNode(tuple.getValueNode(), tuple.getKeyNode(), file, mistakes))
                        != null) {
                    key.wrong("the key " + name + " is here a second time");
                }
            }
        } else if (!isNothing()) {
            wrong("expected keys with values, found " + kind());
        }
        return entries;
    }

    /** The entries whose keys are known; every other key is a mistake. */
    public Map<String, YamlNode> entries(Collection<String> known) {
        Map<String, YamlNode> entries = entries();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && !known.contains(key.getValue())) {
                    new YamlNode(key, file, mistakes)
                            .wrong("there is no key " + key.getValue() + choice(key.getValue(), known));
                }
            }
        }
        entries.keySet().retainAll(known);
        return entries;
    }

    /** The elements; none for nothing. */
    public List<YamlNode> elements() {
        List<YamlNode> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                elements.add(new YamlNode(element, file, mistakes));
            }
        } else if (!isNothing()) {
            wrong("expected a list, found " + kind());
        }
        return elements;
    }

    /** The texts of a list. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        elements().forEach(element -> element.text().ifPresent(texts::add));
        return texts;
    }

    /** A value without parts, as it is written; never empty. */
    public Optional<String> text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        wrong("expected a word, found " + kind());
        return Optional.empty();
    }

    /** True or false. */
    public Optional<Boolean> flag() {
        return word(List.of("true", "false")).map(word -> word.equals("true"));
    }

    /** A whole number of 1 or more. */
    public Optional<Integer> number() {
        return text().flatMap(word -> {
            try {
                int number = Integer.parseInt(word);
                if (number >= 1) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException e) {
                wrong("expected a number of 1 or more, not " + word);
                return Optional.empty();
            }
            wrong("expected a number of 1 or more, not " + word);
            return Optional.empty();
        });
    }

    /** The constant whose name this is, in lower case and with hyphens. */
    public <E extends Enum<E>> Optional<E> constant(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return word(constants.keySet()).map(constants::get);
    }

    private Optional<String> word(Collection<String> known) {
        Optional<String> word = text();
        if (word.isPresent() && !known.contains(word.get())) {
            wrong("expected one of " + String.join(", ", known) + ", not " + word.get()
                    + Nearest.hint(word.get(), List.copyOf(known)));
            return Optional.empty();
        }
        return word;
    }

    /** {@code ; did you mean X?}, or all that is known. */
    private static String choice(String word, Collection<String> known) {
        String hint = Nearest.hint(word, List.copyOf(known));
        return hint.isEmpty() ? ", only " + String.join(", ", known) : hint;
    }

    private boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private String kind() {
        if (isNothing()) {
            return "nothing";
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isBlank() ? "an empty text" : "the word " + scalar.getValue();
        }
        return node instanceof SequenceNode ? "a list" : "keys with values";
    }
}
