package dev.concurrencylint.spotbugs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubjectsTest {
    @ParameterizedTest
    @CsvSource({
        "p0, false, this",
        "p0.lock, false, this.lock",
        "p0.stripes[], false, this.stripes[]",
        "p0.lock, true, parameter 1.lock",
        "p2.child.lock, false, parameter 2.child.lock",
        "p1[], true, parameter 2[]",
        "a/b/C$D.LOCK, true, C$D.LOCK",
        "p0/C.lock, false, C.lock",
        "p0x.lock, false, p0x.lock",
        "java/lang/Long.valueOf(), false, Long.valueOf()",
        "p0.val$Ljava/util/concurrent/locks/Lock;, false, a captured Lock",
        "p0.val$La/B$C;.lock, false, a captured C.lock",
        "p0.val$[La/B;[], false, a captured B[][]",
        "p:Ljava/util/concurrent/locks/ReentrantLock;, true, a parameter of type ReentrantLock",
        "?, false, an object without a name of its own"
    })
    void peopleReadWhatTheSourceSays(String subject, boolean isStatic, String readable) {
        assertThat(Subjects.readable(subject, isStatic)).isEqualTo(readable);
    }
}
