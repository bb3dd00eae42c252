package dev.concurrencylint.check;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.yaml.Mistake;
import dev.concurrencylint.yaml.YamlFile;
import dev.concurrencylint.yaml.YamlNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code concurrency-lint.yaml}. */
final class ConfigurationFile {
    /** All keys, in the order in which the documentation explains them. */
    static final List<String> KEYS = List.of(
            "confidence",
            "failOn",
            "rules",
            "includePackages",
            "excludePackages",
            "includePaths",
            "excludePaths",
            "models",
            "baseline",
            "failOnStale",
            "unusedSuppressions",
            "release");

    private final Path file;
    private final Map<String, YamlNode> entries;

    private ConfigurationFile(Path file, Map<String, YamlNode> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** What the file says; paths in it are relative to its directory. */
    static Configuration read(Path file, List<Mistake> mistakes) {
        return YamlFile.read(file, mistakes)
                .map(root -> new ConfigurationFile(file, root.entries(KEYS)).read())
                .orElse(Configuration.NOTHING);
    }

    private Configuration read() {
        return new Configuration(
                entry("confidence").flatMap(node -> node.constant(Confidence.class)),
                entry("failOn").flatMap(node -> node.constant(FailOn.class)),
                entry("failOnStale").flatMap(YamlNode::flag),
                entry("unusedSuppressions").flatMap(YamlNode::flag),
                entry("baseline").flatMap(this::path),
                entry("rules").map(ConfigurationFile::rules).orElse(RuleSettings.NONE),
                new Scope(
                        texts("includePackages"),
                        texts("excludePackages"),
                        globs("includePaths"),
                        globs("excludePaths")),
                paths("models"),
                entry("release").flatMap(YamlNode::number));
    }

    private Optional<YamlNode> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private List<String> texts(String key) {
        return entry(key).map(YamlNode::texts).orElse(List.of());
    }

    private PathGlobs globs(String key) {
        return new PathGlobs(
                texts(key), Optional.ofNullable(file.toAbsolutePath().getParent()));
    }

    private List<Path> paths(String key) {
        List<Path> paths = new ArrayList<>();
        entry(key)
                .ifPresent(
                        list -> list.elements().forEach(element -> path(element).ifPresent(paths::add)));
        return paths;
    }

    private Optional<Path> path(YamlNode node) {
        return node.text().flatMap(text -> {
            try {
                return Optional.of(file.resolveSibling(text));
            } catch (InvalidPathException e) {
                node.wrong("expected a path, not " + text + ": " + e.getReason());
                return Optional.empty();
            }
        });
    }

    private static RuleSettings rules(YamlNode node) {
        Map<String, RuleSetting> layer = new LinkedHashMap<>();
        node.entries().forEach((name, value) -> {
            Optional<String> unknown = RuleSettings.unknown(name);
            unknown.ifPresent(value::wrongKey);
            Optional<RuleSetting> setting = value.constant(RuleSetting.class);
            if (unknown.isEmpty() && setting.isPresent()) {
                layer.put(name, setting.get());
            }
        });
        return new RuleSettings(List.of(layer));
    }
}
