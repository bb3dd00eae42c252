package dev.concurrencylint.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Work on the elements of a list by several threads, each with a tool of its own. */
final class Parallel {
    private Parallel() {}

    /** The results in the order of the elements, whichever thread made them. */
    static <E, T, R> List<R> map(List<E> elements, int threads, Supplier<T> tool, BiFunction<T, E, R> work) {
        if (elements.isEmpty()) {
            return List.of();
        }
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(elements.size());
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            T own = tool.get();
            for (int i = next.getAndIncrement(); i < elements.size(); i = next.getAndIncrement()) {
                results.set(i, work.apply(own, elements.get(i)));
            }
        };
        run(share, Math.min(threads, elements.size()));
        List<R> all = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            all.add(results.get(i));
        }
        return all;
    }

    /** Does the work on that many threads, the caller's among them. */
    private static void run(Runnable share, int threads) {
        List<FutureTask<Void>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            FutureTask<Void> task = new FutureTask<>(share, null);
            others.add(task);
            new Thread(task, "concurrency-lint sources " + i).start();
        }
        share.run();
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
