package dev.concurrencylint.models;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.yaml.YamlNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks up all types and methods that a model file names; what is nowhere is a mistake of the file, told with its place. */
final class ModelEntries {
    /** Types and methods that came with a later Java release than the oldest that runs the tests. */
    private static final Map<String, Integer> SINCE = Map.ofEntries(
            Map.entry("java.lang.Thread$Builder.*", 21),
            Map.entry("java.lang.Thread$Builder.start", 21),
            Map.entry("java.lang.Thread$Builder.unstarted", 21),
            Map.entry("java.lang.Thread$Builder$OfVirtual.*", 21),
            Map.entry("java.lang.Thread$Builder$OfVirtual.factory", 21),
            Map.entry("java.lang.Thread$Builder$OfVirtual.start", 21),
            Map.entry("java.lang.Thread$Builder$OfVirtual.unstarted", 21),
            Map.entry("java.lang.Thread.isVirtual()Z", 21),
            Map.entry("java.lang.Thread.ofVirtual", 21),
            Map.entry("java.lang.Thread.startVirtualThread", 21),
            Map.entry("java.lang.foreign.MemorySegment", 22),
            Map.entry("java.util.concurrent.ExecutorService.close", 19),
            Map.entry("java.util.concurrent.Executors.newThreadPerTaskExecutor", 21),
            Map.entry("java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor", 21),
            Map.entry("java.util.concurrent.ForkJoinPool.close", 19),
            Map.entry("java.util.concurrent.Future.exceptionNow", 19),
            Map.entry("java.util.concurrent.Future.resultNow", 19),
            Map.entry("java.util.concurrent.Future.state", 19),
            Map.entry("java.net.http.HttpClient.awaitTermination", 21),
            Map.entry("java.net.http.HttpClient.close", 21),
            Map.entry("java.util.concurrent.StructuredTaskScope.fork", 21),
            Map.entry("java.util.concurrent.StructuredTaskScope.join", 21));

    /** Annotations of libraries that no repository of the build has. */
    private static final Set<String> ELSEWHERE = Set.of("androidx/annotation/GuardedBy");

    private static final Set<String> BLOCKING = Set.of(
            "always",
            "perhaps",
            "never",
            "answered-by",
            "completed-by",
            "joined-by",
            "not-for-zero",
            "milliseconds",
            "done-after",
            "done-with",
            "in-monitor");
    private static final Set<String> RELOCATIONS = Set.of("after", "all");
    private static final Set<String> PROMISES =
            Set.of("made-by", "ended-by", "failed-by", "read-by", "run-once-by", "recovered-by");
    private static final Set<String> SCHEDULERS =
            Set.of("free", "common-pool", "stage", "non-blocking", "event-loop", "virtual", "as-given");

    private final List<Program> libraries;
    private final Set<String> packages = new HashSet<>();

    /** @param libraries class paths of their own */
    ModelEntries(List<Program> libraries) {
        this.libraries = libraries;
        ModuleLayer.boot().modules().forEach(module -> packages.addAll(module.getPackages()));
    }

    void check(YamlNode model) {
        model.entries().forEach((key, value) -> {
            switch (key) {
                case "library" -> {
                    // a name for people
                }
                case "locks", "permits" -> value.elements().forEach(this::synchroniser);
                case "pure", "identity", "never-returns" -> methods(value);
                case "promises" -> listed(value, PROMISES);
                case "periodic" -> value.entries().forEach(this::periodic);
                case "relocations" -> listed(value, RELOCATIONS);
                case "blocking" -> listed(value, BLOCKING);
                case "schedulers" -> listed(value, SCHEDULERS);
                case "contexts" -> value.elements().forEach(this::context);
                case "stages", "hand-offs" -> value.entries().values().forEach(this::methods);
                case "monitors" -> value.entries().forEach(this::monitors);
                case "waiting" -> value.elements().forEach(this::waiting);
                case "throws" -> value.entries().forEach(this::exceptions);
                default -> value.wrongKey("nobody checks " + key);
            }
        });
    }

    private void synchroniser(YamlNode entry) {
        Map<String, YamlNode> keys = entry.entries();
        YamlNode typeNode = keys.get("type");
        String type = typeNode == null ? "" : typeNode.text().orElse("");
        if (typeNode == null || !isThere(type)) {
            (typeNode == null ? entry : typeNode).wrong("there is no " + type);
            return;
        }
        YamlNode operations = keys.get("operations");
        if (operations != null) {
            operations.entries().forEach((signature, word) -> {
                if (!hasMethod(type, signature)) {
                    word.wrongKey("there is no " + signature + " of " + type);
                }
            });
        }
    }

    private void waiting(YamlNode entry) {
        synchroniser(entry);
        entry.entries().forEach((key, value) -> {
            switch (key) {
                case "type", "on", "operations" -> {
                    // looked up already, or a word
                }
                case "made-by", "asked-by", "own", "interrupts", "puts-in", "takes-out", "asks-if-empty" ->
                    methods(value);
                case "promised-by", "not-for" -> value.elements().forEach(this::type);
                default -> value.wrongKey("nobody checks " + key);
            }
        });
    }

    private void listed(YamlNode value, Set<String> keys) {
        value.entries().forEach((key, list) -> {
            if (key.equals("timed-by")) {
                list.elements().forEach(this::type);
            } else if (keys.contains(key)) {
                methods(list);
            } else {
                list.wrongKey("nobody checks " + key);
            }
        });
    }

    private void context(YamlNode entry) {
        entry.entries().forEach((key, value) -> {
            switch (key) {
                case "name", "kind", "offer" -> {
                    // for people, or a word
                }
                case "overrides",
                        "arguments",
                        "asked-by",
                        "given-to",
                        "not-by",
                        "only-after",
                        "not-after",
                        "own-by",
                        "own-answers",
                        "answers-caller",
                        "waits-for-own" -> methods(value);
                case "options" -> value.entries().forEach((method, constants) -> method(method, constants::wrongKey));
                case "annotated", "not-annotated", "not-with", "parameters", "returning", "marked", "own" ->
                    value.elements().forEach(this::type);
                default -> value.wrongKey("nobody checks " + key);
            }
        });
    }

    private void monitors(String key, YamlNode value) {
        boolean isKind = Arrays.stream(MonitorModel.Kind.values())
                .anyMatch(kind -> kind.word().equals(key));
        if (isKind) {
            value.elements().forEach(this::type);
        } else {
            methods(value);
        }
    }

    private void periodic(String key, YamlNode value) {
        switch (key) {
            case "run-by", "served-by", "asked-by", "watched-by" -> methods(value);
            case "meant", "unlikely" -> value.elements().forEach(this::type);
            case "failing" -> exceptions("unchecked", value);
            default -> value.wrongKey("nobody checks " + key);
        }
    }

    private void exceptions(String key, YamlNode value) {
        if (!key.equals("unchecked")) {
            methods(value);
            return;
        }
        value.entries().forEach((method, exception) -> {
            method(method, exception::wrongKey);
            type(exception);
        });
    }

    private void methods(YamlNode list) {
        list.elements().forEach(element -> method(element.text().orElse(""), element::wrong));
    }

    private void type(YamlNode node) {
        String type = node.text().orElse("");
        if (!isThere(type)) {
            node.wrong("there is no " + type);
        }
    }

    private void method(String pattern, Consumer<String> wrong) {
        if (isLater(pattern)) {
            return;
        }
        int paren = pattern.indexOf('(');
        int dot = (paren < 0 ? pattern : pattern.substring(0, paren)).lastIndexOf('.');
        String type = pattern.substring(0, dot);
        String method = pattern.substring(dot + 1);
        if (!isThere(type) && !(method.equals("*") && packages.contains(type))) {
            wrong.accept("there is no " + type);
        } else if (!method.equals("*") && !hasMethod(type, method)) {
            wrong.accept("there is no " + method + " of " + type);
        }
    }

    private boolean isThere(String type) {
        String name = internal(type);
        return ELSEWHERE.contains(name)
                || isLater(type)
                || libraries.stream().anyMatch(library -> library.find(name) != null);
    }

    private static boolean isLater(String typeOrMethod) {
        return SINCE.getOrDefault(typeOrMethod, 0) > Runtime.version().feature();
    }

    /** Whether the type declares or inherits the method; without a descriptor, any of that name. */
    private boolean hasMethod(String type, String method) {
        int paren = method.indexOf('(');
        return libraries.stream()
                .anyMatch(library -> paren < 0
                        ? methods(library, type).anyMatch(method::equals)
                        : library.resolve(new MethodRef(
                                        internal(type), method.substring(0, paren), method.substring(paren)))
                                != null);
    }

    private static Stream<String> methods(Program library, String type) {
        return library.ancestors(internal(type)).stream().flatMap(ancestor -> {
            ClassInfo info = library.find(ancestor);
            return info == null
                    ? Stream.empty()
                    : info.methods().stream().map(method -> method.ref().name());
        });
    }

    private static String internal(String type) {
        return type.replace('.', '/');
    }
}
