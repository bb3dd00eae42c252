package dev.concurrencylint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What is composed without the real parser is what the real parser makes of it, places included. */
class PlainYamlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk",
                "logging",
                "curator",
                "guava",
                "hazelcast",
                "redisson",
                "resilience4j",
                "spring-integration"
            })
    void composesWhatTheToolShips(String model) throws IOException {
        try (InputStream in =
                PlainYaml.class.getResourceAsStream("/dev/concurrencylint/rules/models/" + model + ".yaml")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(PlainYaml.compose(text, model)).map(PlainYamlTest::told).contains(real(text));
        }
    }

    @Test
    void knowsListsOfKeysAndCommentsBehindWords() {
        String text = "a:\n  - b: c d # e\n    f:\n      - g#h\n      # i\n  - j:k\r\n\nl: m;";

        assertThat(PlainYaml.compose(text, "x")).map(PlainYamlTest::told).contains(real(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "a",
                "a:",
                "a: null",
                "a: Null",
                "a: ~",
                "a: 'b'",
                "a: \"b\"",
                "a: [b]",
                "a: {b: c}",
                "a: &b c",
                "a: *b",
                "a: !b c",
                "a: |\n  b",
                "a: >\n  b",
                "a: b\n  c",
                "a: b: c",
                "a: b:",
                "? a",
                "---\na: b",
                "a:\n- b",
                "- a\nb: c",
                "a: b\n- c",
                "a:\n  b: c\n d: e",
                "a:\tb",
                "-",
                "- - a",
                "a: \u00e4",
                "a: b\n...\n",
                "%YAML 1.2\n---\na: b",
                "\"a\": b",
                "  a: b\nc: d"
            })
    void leavesTheRestToTheRealParser(String text) {
        assertThat(PlainYaml.compose(text, "x")).isEmpty();
    }

    private static String real(String text) {
        return told(
                new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow());
    }

    private static String told(Node node) {
        String place = node.getStartMark()
                .map(mark -> mark.getLine() + ":" + mark.getColumn() + " ")
                .orElse("nowhere ");
        if (node instanceof ScalarNode scalar) {
            return place + scalar.getTag().equals(Tag.NULL) + scalar.getValue();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream()
                    .map(PlainYamlTest::told)
                    .collect(Collectors.joining("\n", place + "[", "]"));
        }
        return ((MappingNode) node)
                .getValue().stream()
                        .map(entry -> told(entry.getKeyNode()) + "=" + told(entry.getValueNode()))
                        .collect(Collectors.joining("\n", place + "{", "}"));
    }
}
