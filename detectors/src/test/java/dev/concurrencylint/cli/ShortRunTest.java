package dev.concurrencylint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShortRunTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"-Xmx1g", "-Xss2m", "-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-ea"
            })
    void whatTwoMachinesCanBeToldIsPassedOn(String flag) {
        assertThat(ShortRun.areHarmless(List.of("-Xmx1g", flag))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-javaagent:agent.jar",
                "-XX:StartFlightRecording=filename=run.jfr",
                "-XX:TieredStopAtLevel=4",
                "-XX:-TieredCompilation",
                "-Xint",
                "-Xlog:gc:file=gc.log"
            })
    void whatTheyCantBeToldKeepsTheRunWhereItIs(String flag) {
        assertThat(ShortRun.areHarmless(List.of("-Xmx1g", flag))).isFalse();
    }

    @Test
    void theOtherMachineRunsTheSame() {
        assertThat(ShortRun.command(
                        Path.of("java"), List.of("-Xmx1g"), "concurrency-lint.jar", new String[] {"check", "a b.jar"}))
                .containsExactly(
                        "java",
                        "-XX:TieredStopAtLevel=1",
                        "-Dconcurrency-lint.short-run=false",
                        "-Xmx1g",
                        "-cp",
                        "concurrency-lint.jar",
                        "dev.concurrencylint.cli.Main",
                        "check",
                        "a b.jar");
    }

    @Test
    void whatEndsAtOnceStartsNoOther() {
        assertThat(ShortRun.of(new String[] {"rules"})).isEmpty();
        assertThat(ShortRun.of(new String[0])).isEmpty();
    }
}
