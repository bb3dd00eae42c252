package dev.concurrencylint.source;

import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.SourceSuppression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what source files say about findings that their authors know. */
public final class SourceSuppressions {
    private SourceSuppressions() {}

    /**
     * The result, with what the sources of the analysed classes take back. A file is only parsed if its text looks as if it said something.
     *
     * @param threads how many may work; the result does not depend on it
     */
    public static RunResult in(RunResult result, SourceFiles files, int threads) {
        if (files.roots().isEmpty()) {
            return result;
        }
        List<String> paths = new ArrayList<>(paths(result));
        paths.removeIf(path -> files.find(path).isEmpty());
        Map<String, SortedSet<Integer>> handlers = Handlers.lines(result.findings());
        Map<String, List<Finding>> contracts = result.findings().stream()
                .filter(HoldContracts::mayTell)
                .collect(Collectors.groupingBy(finding -> finding.place().sourcePath()));
        List<List<SourceSuppression>> all = Parallel.map(
                paths,
                threads,
                SourceParser::new,
                (parser, path) -> files.find(path)
                        .map(file -> in(
                                path,
                                file,
                                parser,
                                handlers.getOrDefault(path, Collections.emptySortedSet()),
                                contracts.getOrDefault(path, List.of())))
                        .orElse(List.of()));
        List<SourceSuppression> found = new ArrayList<>();
        all.forEach(found::addAll);
        Collections.sort(found);
        return result.withSuppressions(result.suppressions().with(found, result.findings()));
    }

    /** The usual file of each class, and those that class files of findings name. */
    private static List<String> paths(RunResult result) {
        NavigableSet<String> paths = new TreeSet<>();
        for (String name : result.classes()) {
            paths.add(SourceFiles.usualPath(name));
        }
        result.findings().stream()
                .map(finding -> finding.place().sourcePath())
                .filter(path -> path.endsWith(".java"))
                .forEach(paths::add);
        return List.copyOf(paths);
    }

    private static List<SourceSuppression> in(
            String path, Path file, SourceParser parser, SortedSet<Integer> handlers, List<Finding> contracts) {
        try {
            // Every word that is looked for is ASCII.
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            boolean hasComments = bytes.contains(IgnoreComments.WORD);
            boolean hasAnnotations = WarningAnnotations.mayBeIn(bytes);
            if (!hasComments && !hasAnnotations && handlers.isEmpty() && contracts.isEmpty()) {
                return List.of();
            }
            String text = SourceFiles.text(file);
            Optional<SourceParser.Parsed> parsed = parser.parse(text);
            if (parsed.isEmpty()) {
                return List.of();
            }
            Outline outline = Outline.of(parsed.get(), path);
            List<SourceSuppression> found =
                    new ArrayList<>(WarningAnnotations.in(path, parsed.get().unit(), outline));
            found.addAll(
                    Handlers.documented(path, parsed.get().unit(), parsed.get().comments(), handlers));
            found.addAll(
                    HoldContracts.in(path, parsed.get().unit(), parsed.get().comments(), contracts));
            if (hasComments) {
                List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
                found.addAll(IgnoreComments.in(path, lines, parsed.get().comments(), outline));
            }
            return found;
        } catch (IOException
                | StackOverflowError e) { // what can't be read says nothing; nor does what is nested too deeply
            return List.of();
        }
    }
}
