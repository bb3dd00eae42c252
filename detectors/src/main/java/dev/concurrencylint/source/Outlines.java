package dev.concurrencylint.source;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The outlines of some source files.
 *
 * @param read by the path below a source root
 * @param unreadable the paths of files that are there and no Java that is known, sorted
 */
record Outlines(SortedMap<String, Outline> read, List<String> unreadable) {
    private static final String JAVA = ".java";

    /** Reads those of the files that are there and named as Java is. The result does not depend on the number of threads. */
    static Outlines of(Collection<String> paths, SourceFiles files, int threads) {
        List<String> wanted = paths.stream()
                .filter(path -> path.endsWith(JAVA) && files.find(path).isPresent())
                .sorted()
                .distinct()
                .toList();
        AtomicReferenceArray<Outline> outlines = new AtomicReferenceArray<>(wanted.size());
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            SourceParser parser = new SourceParser();
            for (int i = next.getAndIncrement(); i < wanted.size(); i = next.getAndIncrement()) {
                Optional<Outline> outline = files.find(wanted.get(i)).flatMap(file -> outline(parser, file));
                outlines.set(i, outline.orElse(null));
            }
        };
        run(work, Math.min(threads, wanted.size()));
        SortedMap<String, Outline> read = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Outline outline = outlines.get(i);
            if (outline == null) {
                unreadable.add(wanted.get(i));
            } else {
                read.put(wanted.get(i), outline);
            }
        }
        return new Outlines(read, unreadable);
    }

    private static Optional<Outline> outline(SourceParser parser, Path file) {
        try {
            return parser.parse(SourceFiles.text(file)).map(Outline::of);
        } catch (UncheckedIOException
                | StackOverflowError e) { // what can't be read tells nothing; nor does what is nested too deeply
            return Optional.empty();
        }
    }

    /** Does the work on that many threads, the caller's among them. */
    private static void run(Runnable work, int threads) {
        List<FutureTask<Void>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            FutureTask<Void> task = new FutureTask<>(work, null);
            others.add(task);
            new Thread(task, "concurrency-lint sources " + i).start();
        }
        work.run();
        for (FutureTask<Void> task : others) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading sources", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
