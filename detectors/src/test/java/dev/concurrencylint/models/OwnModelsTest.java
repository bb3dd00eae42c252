package dev.concurrencylint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.jdk.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model files of users, over those of the tool. */
final class OwnModelsTest {
    private static final Map<String, String> PROGRAM = Map.of("p/Gate.java", """
            package p;

            public class Gate {
                public void enter() { Door.turn(); }
                public void leave() { Door.turn(); }
            }

            class Door {
                static native void turn();
            }

            class Guest {
                private final Gate gate = new Gate();

                int visit(int n) {
                    gate.enter();
                    if (n > 0) {
                        return n;
                    }
                    gate.leave();
                    return 0;
                }
            }
            """);

    @TempDir
    private Path folder;

    @Test
    void aLockTypeOfOnesOwnIsFollowed() throws IOException, InputException {
        Path model = write("""
                library: Our gates
                locks:
                  - type: p.Gate
                    reentrant: true
                    operations:
                      enter()V: acquire
                      leave()V: release
                """);

        assertThat(findings(List.of())).isEmpty();
        assertThat(findings(List.of(model))).containsExactly("LOCK_NOT_RELEASED p.Guest.visit(I)I");
    }

    @Test
    void aTypeOfOnesOwnHoldsPermits() throws IOException, InputException {
        Path model = write("""
                permits:
                  - type: p.Gate
                    operations:
                      enter()V: acquire-permits
                      leave()V: release-permits
                """);

        assertThat(findings(List.of(model))).containsExactly("PERMIT_NOT_RELEASED p.Guest.visit(I)I");
    }

    @Test
    void theLastWordOnAnOperationCounts() throws IOException, InputException {
        Path first = write("locks: [{type: p.Gate, operations: {enter()V: acquire, leave()V: release}}]");
        Path second = Files.writeString(
                folder.resolve("second.yaml"), "locks: [{type: p.Gate, operations: {enter()V: neutral}}]");

        assertThat(findings(List.of(first, second))).doesNotContain("LOCK_NOT_RELEASED p.Guest.visit(I)I");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lock: []                                   | 1:1: there is no key lock; did you mean locks?
            locks: [{type: p.Gate, operation: {}}]     | 1:24: there is no key operation; did you mean operations?
            locks: [{operations: {}}]                  | 1:9: a lock has a key type
            locks: [{type: p/Gate}]                    | 1:16: expected the name of a type, such as
            locks: [{type: A, reentrant: maybe}]       | 1:30: expected one of true, false, not maybe
            locks: [{type: A, operations: {enter: acquire}}] | 1:32: an operation is a method's name and JVM descriptor
            locks: [{type: A, operations: {e()V: aquire}}] | 1:38: expected one of acquire, acquire-interruptibly,
            pure: [hashCode]                           | 1:8: expected type.method, type.method(descriptor), type.*
            throws: {rare: [a.B.c(int)]}               | 1:17: expected type.method, type.method(descriptor), type.*
            throws: {unchecked: {a: b.C}}              | 1:22: expected type.method, type.method(descriptor), type.*
            monitors: {lookin: []}                     | 1:12: there is no key lookin; did you mean looking?
            """)
    void aMistakeIsToldWithItsPlace(String text, String message) throws IOException {
        Path model = write(text);

        assertThatThrownBy(() -> findings(List.of(model)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(model + ":" + message);
    }

    private List<String> findings(List<Path> models) throws IOException, InputException {
        Path classes = Javac.compile(PROGRAM, folder);
        return Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), 17, 1, models)).findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.place().source())
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("own.yaml"), text);
    }
}
