package dev.concurrencylint.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine against an interpreter that walks every path of random programs. {@code -Dconcurrency-lint.oracle=100000} takes so many
 * programs of each dialect and makes small what disagrees, {@code -Dconcurrency-lint.oracle.seed=7} takes others, {@code
 * -Dconcurrency-lint.oracle.dialects=locks,guards} those dialects. What came out is in {@code target/oracle-locks.txt} and so on.
 */
final class OracleTest {
    private static final String NUMBER = "concurrency-lint.oracle";
    private static final String DEFAULT_NUMBER = "1000";
    private static final String DEFAULT_SEED = "1";
    /** Of a thousand. What is missing stands in docs/oracle.md with its causes. */
    private static final Map<Dialect, Integer> LEAST_AGREEMENT = Map.of(
            Dialect.LOCKS,
            998,
            Dialect.PERMITS,
            980,
            Dialect.VIRTUAL,
            960,
            Dialect.LAMBDAS,
            975,
            Dialect.GUARDS,
            955,
            Dialect.MONITORS,
            998,
            Dialect.CONDITIONS,
            996);

    @TestFactory
    List<DynamicTest> agreesWithAnInterpreterThatWalksEveryPath(@TempDir Path folder) {
        String wanted = System.getProperty("concurrency-lint.oracle.dialects", "");
        return Arrays.stream(Dialect.values())
                .filter(dialect ->
                        wanted.isEmpty() || List.of(wanted.split(",")).contains(name(dialect)))
                .map(dialect -> DynamicTest.dynamicTest(name(dialect), () -> agrees(dialect, folder)))
                .toList();
    }

    private static String name(Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT);
    }

    private static void agrees(Dialect dialect, Path folder) throws IOException {
        int number = Integer.parseInt(System.getProperty(NUMBER, DEFAULT_NUMBER));
        long seed = Long.parseLong(System.getProperty("concurrency-lint.oracle.seed", DEFAULT_SEED));
        OracleRun run = new OracleRun(folder, seed, dialect).run(number);
        int least = Objects.requireNonNull(LEAST_AGREEMENT.get(dialect));
        boolean enough = run.agreed() * 1000L >= (long) run.compared() * least;
        String report = enough && System.getProperty(NUMBER) == null ? run.summary() : run.report();
        Files.writeString(Path.of("target", "oracle-" + name(dialect) + ".txt"), report);
        System.out.println(report.lines().findFirst().orElseThrow());
        assertThat(enough).as(report).isTrue();
        assertThat(run.compared()).isGreaterThan(number * 9 / 10);
    }
}
