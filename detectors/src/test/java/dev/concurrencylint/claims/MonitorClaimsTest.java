package dev.concurrencylint.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.specification.Label;
import dev.concurrencylint.specification.LabelledSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A line that is said to come without a monitor or lock throws {@link IllegalMonitorStateException} when a method of its class is called, and
 * no other line does. What one thread can't show, or what others have to hold, says {@code // not run} and why; it must need to.
 */
final class MonitorClaimsTest {
    private static final Set<String> THROW = Set.of(
            "MONITOR_AWAIT_WITHOUT_LOCK",
            "MONITOR_CONDITION_CONFUSED",
            "MONITOR_NOTIFY_WITHOUT_LOCK",
            "MONITOR_SIGNAL_WITHOUT_LOCK",
            "MONITOR_WAIT_WITHOUT_LOCK");
    private static final int CHOICES = 6;
    private static final FixtureRuns RUNS = FixtureRuns.all();

    static List<LabelledSource> sources() {
        return LabelledSource.all().stream()
                .filter(source -> source.path().startsWith("monitors/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void theLinesThatThrowAreThoseThatSaySo(LabelledSource source) throws ReflectiveOperationException {
        Set<Integer> claimed = source.labels().stream()
                .filter(label -> THROW.contains(label.rule()) && label.kind() != Label.Kind.FALSE)
                .map(Label::line)
                .collect(Collectors.toSet());
        SortedSet<Integer> expected = new TreeSet<>(claimed);
        // Where nothing is claimed, the line throws because nobody holds what others would have to hold.
        Exclusion.lines(source).forEach(line -> {
            if (!expected.remove(line)) {
                expected.add(line);
            }
        });

        SortedSet<Integer> thrown = linesThatThrow(source, expected);
        if (!thrown.containsAll(expected)) {
            // On a busy machine a thread may have been taken to wait when it had not begun.
            thrown.addAll(linesThatThrow(source, expected));
        }
        assertThat(thrown).isEqualTo(expected);
    }

    /** Of the lines through which an exception came, the expected ones; where there is none, the one that threw. */
    private static SortedSet<Integer> linesThatThrow(LabelledSource source, Set<Integer> expected)
            throws ReflectiveOperationException {
        SortedSet<Integer> lines = new TreeSet<>();
        for (List<Integer> way : waysOfExceptions(source)) {
            List<Integer> explained = way.stream().filter(expected::contains).toList();
            lines.addAll(explained.isEmpty() ? way.subList(0, Math.min(1, way.size())) : explained);
        }
        return lines;
    }

    /** The lines of the file in the stack of each exception. */
    private static Set<List<Integer>> waysOfExceptions(LabelledSource source) throws ReflectiveOperationException {
        Set<List<Integer>> ways = new HashSet<>();
        for (FixtureRuns.Entry entry : RUNS.entries(source, CHOICES)) {
            for (int choice = 0; choice < entry.choices(); choice++) {
                for (Throwable thrown :
                        RUNS.run(entry, choice, FixtureRuns.Mode.PLAIN).thrown()) {
                    ways.addAll(Exceptions.ways(thrown, source));
                }
            }
        }
        return ways;
    }
}
