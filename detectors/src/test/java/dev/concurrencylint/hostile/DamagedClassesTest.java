package dev.concurrencylint.hostile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.specification.Root;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class files damaged by chance, a thousand by default; {@code -Dhostile.count} and {@code -Dhostile.seed} choose others. The same
 * numbers give the same files on one JDK.
 */
final class DamagedClassesTest {
    private static final int COUNT = Integer.getInteger("hostile.count", 1_000);
    private static final long SEED = Long.getLong("hostile.seed", 17);
    private static final int TOGETHER = 25;
    private static final int STRIDE = 7;
    private static final List<Damage> WAYS = List.of(Damage.values());
    private static final String FIXTURES = "dev/concurrencylint/fixtures";
    private static final List<String> OF_THE_JDK = List.of(
            "ArrayBlockingQueue",
            "ConcurrentHashMap",
            "CyclicBarrier",
            "DelayQueue",
            "ForkJoinPool",
            "LinkedBlockingDeque",
            "Phaser",
            "PriorityBlockingQueue",
            "ThreadPoolExecutor",
            "locks/ReentrantReadWriteLock$Sync",
            "locks/StampedLock");

    @Test
    void damagedFilesHarmNobody(@TempDir Path folder) throws IOException, CheckFailure {
        List<Map.Entry<String, byte[]>> victims = List.copyOf(victims().entrySet());
        assertThat(victims).hasSizeGreaterThan(100);
        Ward ward = new Ward(folder);
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int done = 0; done < COUNT; done += TOGETHER) {
            ward.examine(damaged(victims, seeds.split()));
        }
    }

    /** Damaged copies of different classes, so that none hides another of its name. */
    private static List<HostileClass> damaged(List<Map.Entry<String, byte[]>> victims, SplittableRandom random) {
        List<HostileClass> damaged = new ArrayList<>();
        int first = random.nextInt(victims.size());
        for (int i = 0; i < TOGETHER; i++) {
            Map.Entry<String, byte[]> victim = victims.get((first + i * STRIDE) % victims.size());
            Damage damage = WAYS.get(random.nextInt(WAYS.size()));
            damaged.add(new HostileClass(victim.getKey() + " " + damage, damage.to(victim.getValue(), random)));
        }
        return damaged;
    }

    private static SortedMap<String, byte[]> victims() throws IOException {
        SortedMap<String, byte[]> victims =
                new TreeMap<>(Root.holding(FIXTURES + "/package-info.java").files(FIXTURES, ".class"));
        for (String name : OF_THE_JDK) {
            try (InputStream in = Object.class.getResourceAsStream("/java/util/concurrent/" + name + ".class")) {
                victims.put(
                        "java/util/concurrent/" + name, requireNonNull(in, name).readAllBytes());
            }
        }
        return victims;
    }
}
