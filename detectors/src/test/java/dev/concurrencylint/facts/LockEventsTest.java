package dev.concurrencylint.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.bytecode.ProgramReader;
import dev.concurrencylint.bytecode.UnreadableInputException;
import dev.concurrencylint.models.ModelJars;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the models say of a type, and of what it inherits from. */
final class LockEventsTest {
    private static final String CURATOR = "org/apache/curator/framework/recipes/locks/";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "java/util/concurrent/locks/Lock, true",
        "java/util/concurrent/locks/ReentrantLock, true",
        "java/util/concurrent/locks/ReentrantReadWriteLock, true",
        "java/util/concurrent/locks/StampedLock, false",
        "java/util/concurrent/Semaphore, false",
        "java/lang/String, false",
        "com/google/common/util/concurrent/Monitor, true",
        "com/google/common/util/concurrent/RateLimiter, false",
        "com/hazelcast/cp/lock/FencedLock, true",
        "org/redisson/api/RLock, true",
        "org/redisson/api/RFencedLock, true",
        "org/redisson/api/RSemaphore, false",
        CURATOR + "InterProcessLock, false",
        CURATOR + "InterProcessMutex, true",
        CURATOR + "InterProcessReadWriteLock$WriteLock, true",
        CURATOR + "InterProcessSemaphoreMutex, false",
    })
    void tellsWhetherALockBelongsToAThread(String type, boolean owned) throws IOException, UnreadableInputException {
        assertThat(isThreadOwned(type, Models.shipped())).isEqualTo(owned);
    }

    @Test
    void whatAUserSaysOfASubtypeCounts() throws IOException, UnreadableInputException {
        Path own = Files.writeString(folder.resolve("own.yaml"), """
                locks:
                  - {type: java.util.concurrent.locks.ReentrantLock, thread-owned: false}
                  - {type: java.util.concurrent.locks.StampedLock, operations: {writeLock()J: neutral}}
                """);
        List<Mistake> mistakes = new ArrayList<>();
        Models models = Models.with(List.of(own), mistakes);

        assertThat(mistakes).isEmpty();
        assertThat(isThreadOwned("java/util/concurrent/locks/ReentrantLock", models))
                .isFalse();
        assertThat(isThreadOwned("java/util/concurrent/locks/Lock", models)).isTrue();
        assertThat(isThreadOwned("java/util/concurrent/locks/StampedLock", models))
                .isFalse();
    }

    private static boolean isThreadOwned(String type, Models models) throws IOException, UnreadableInputException {
        try (ProgramReader reader = new ProgramReader(List.of(), ModelJars.all(), 17, 1)) {
            return new LockEvents(reader.program(), models).isThreadOwned(type);
        }
    }
}
