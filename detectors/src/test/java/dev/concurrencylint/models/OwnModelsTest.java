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
import java.util.Optional;
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

    @Test
    void whatIsSaidOfASubtypeWins() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Latch.java", """
                package p;

                interface Latch extends java.util.concurrent.locks.Lock {}

                class Guest {
                    int visit(Latch latch, int n) {
                        latch.lock();
                        if (n > 0) {
                            return n;
                        }
                        latch.unlock();
                        return 1;
                    }
                }
                """);
        Path model = write("locks: [{type: p.Latch, operations: {lock()V: neutral, unlock()V: neutral}}]");

        assertThat(findings(program, List.of())).containsExactly("LOCK_NOT_RELEASED p.Guest.visit(Lp/Latch;I)I at 7");
        assertThat(findings(program, List.of(model))).isEmpty();
    }

    @Test
    void theAnswerOfAnAttemptMayBeANumberOrAnObject() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Desk.java", """
                package p;

                interface Desk {
                    long tryOpen();
                    Object tryTake();
                    int close();
                }

                class Guest {
                    long byNumber(Desk desk, boolean early) {
                        long number = desk.tryOpen();
                        if (number == 0) {
                            return 0;
                        }
                        if (early) {
                            return number;
                        }
                        desk.close();
                        return 1;
                    }

                    boolean byObject(Desk desk, boolean early) {
                        Object key = desk.tryTake();
                        if (key != null) {
                            if (early) {
                                return true;
                            }
                            return desk.close() > 0;
                        }
                        return false;
                    }

                    long allIsWell(Desk desk) {
                        long number = desk.tryOpen();
                        if (number != 0L) {
                            return desk.close();
                        }
                        Object key = desk.tryTake();
                        return key == null ? 0 : desk.close();
                    }
                }
                """);
        Path model = write("""
                locks:
                  - type: p.Desk
                    operations:
                      tryOpen()J: attempt
                      tryTake()Ljava/lang/Object;: attempt
                      close()I: release
                """);

        assertThat(findings(program, List.of(model)))
                .containsExactly(
                        "LOCK_NOT_RELEASED p.Guest.byNumber(Lp/Desk;Z)J at 11",
                        "LOCK_NOT_RELEASED p.Guest.byObject(Lp/Desk;Z)Z at 23");
    }

    @Test
    void aLimiterHoldsNothing() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Tap.java", """
                package p;

                interface Tap {
                    double drink();
                    boolean mayDrink(int sips);
                }

                class Guest {
                    void drop(Tap tap) {
                        tap.mayDrink(2);
                        tap.mayDrink(3);
                    }

                    boolean ask(Tap tap) {
                        tap.drink();
                        return tap.mayDrink(1);
                    }

                    void askAndWait(Tap tap) {
                        while (!tap.mayDrink(1)) {
                            Thread.onSpinWait();
                        }
                    }
                }
                """);
        Path model = write("""
                permits:
                  - type: p.Tap
                    operations:
                      drink()D: consume-permits
                      mayDrink(I)Z: attempt-to-consume
                """);

        assertThat(findings(program, List.of(model)))
                .containsExactly(
                        "PERMIT_ATTEMPT_IGNORED p.Guest.drop(Lp/Tap;)V at 10",
                        "PERMIT_ATTEMPT_IGNORED p.Guest.drop(Lp/Tap;)V at 11");
    }

    @Test
    void anAcquireFailsAsItsContractSays() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Bar.java", """
                package p;

                interface Bar {
                    void sit();
                    void rise();
                    boolean riseIfSeated();
                }

                class Full extends RuntimeException {}

                class Guest {
                    int visit(Bar bar) {
                        try {
                            bar.sit();
                            return 1;
                        } finally {
                            bar.rise();
                        }
                    }

                    int careful(Bar bar) {
                        try {
                            bar.sit();
                        } catch (Full e) {
                            return 0;
                        }
                        bar.rise();
                        return 1;
                    }

                    int sure(Bar bar) {
                        try {
                            bar.sit();
                            return 1;
                        } finally {
                            bar.riseIfSeated();
                        }
                    }
                }
                """);
        Path model = write("""
                locks: [{type: p.Bar, operations: {sit()V: acquire, rise()V: release, riseIfSeated()Z: release-if-held}}]
                throws: {unchecked: {p.Bar.sit: p.Full}}
                """);

        assertThat(findings(program, List.of(model)))
                .containsExactly("LOCK_RELEASED_NOT_HELD p.Guest.visit(Lp/Bar;)I at 17");
    }

    @Test
    void aConditionOfOnesOwnBelongsToTheLockThatMadeIt() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Gate.java", """
                package p;

                interface Gate {
                    void enter();
                    void leave();
                    Bell newBell();
                }

                interface Bell {
                    void listen();
                    void ring();
                }

                class Guest {
                    private final Gate gate;
                    private final Bell bell;
                    private int guests;

                    Guest(Gate gate) {
                        this.gate = gate;
                        this.bell = gate.newBell();
                    }

                    void visit() {
                        gate.enter();
                        try {
                            while (guests == 0) {
                                bell.listen();
                            }
                            guests--;
                        } finally {
                            gate.leave();
                        }
                    }

                    void come() {
                        gate.enter();
                        try {
                            guests++;
                            bell.ring();
                        } finally {
                            gate.leave();
                        }
                    }

                    void listenOutside() {
                        while (guests == 0) {
                            bell.listen();
                        }
                    }

                    void ringOutside() {
                        gate.enter();
                        gate.leave();
                        bell.ring();
                    }
                }
                """);
        Path locks = write("locks: [{type: p.Gate, operations: {enter()V: acquire, leave()V: release}}]");
        Path waiting = Files.writeString(folder.resolve("waiting.yaml"), """
                waiting:
                  - type: p.Bell
                    on: condition
                    made-by:
                      - p.Gate.newBell()Lp/Bell;
                    operations:
                      listen()V: wait
                      ring()V: wake-one
                """);
        Path more = Files.writeString(
                folder.resolve("more.yaml"), "waiting: [{type: p.Bell, own: [p.Clock.*]}] # it stays a condition");

        assertThat(findings(program, List.of(locks)))
                .containsExactly("VISIBILITY_GUARD_MISSED p.Guest.listenOutside()V at 47");
        assertThat(findings(program, List.of(locks, waiting, more)))
                .containsExactlyInAnyOrder(
                        "MONITOR_AWAIT_WITHOUT_LOCK p.Guest.listenOutside()V at 48",
                        "MONITOR_SIGNAL_WITHOUT_LOCK p.Guest.ringOutside()V at 55");
    }

    @Test
    void aLockOfOnesOwnIsWaitedOnItself() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Gate.java", """
                package p;

                interface Gate {
                    void enter();
                    void leave();
                    void awaitSpace();
                    void wake();
                }

                class Guest {
                    private final Gate gate;
                    private final Gate other;

                    Guest(Gate gate, Gate other) {
                        this.gate = gate;
                        this.other = other;
                    }

                    void visit() {
                        gate.enter();
                        try {
                            gate.awaitSpace();
                        } finally {
                            gate.leave();
                        }
                    }

                    void outside() {
                        gate.awaitSpace();
                    }

                    void wakeTooLate() {
                        gate.enter();
                        gate.leave();
                        gate.wake();
                    }
                }
                """);
        Path locks = write("locks: [{type: p.Gate, operations: {enter()V: acquire, leave()V: release}}]");
        Path waiting = Files.writeString(folder.resolve("waiting.yaml"), """
                waiting:
                  - type: p.Gate
                    on: lock
                    operations:
                      awaitSpace()V: wait-until
                      wake()V: wake-all
                """);

        assertThat(findings(program, List.of(locks))).isEmpty();
        assertThat(findings(program, List.of(locks, waiting)))
                .containsExactlyInAnyOrder(
                        "MONITOR_AWAIT_WITHOUT_LOCK p.Guest.outside()V at 29",
                        "MONITOR_SIGNAL_WITHOUT_LOCK p.Guest.wakeTooLate()V at 35");
    }

    @Test
    void aPureMethodIsPureInSubtypes() throws IOException, InputException {
        Map<String, String> program = Map.of("p/Door.java", """
                package p;

                interface Door {
                    boolean isLocking(int n);
                }

                interface MyDoor extends Door {
                    boolean isLocking(int n);
                }

                class Guest {
                    private int visits;

                    int visit(MyDoor door, java.util.concurrent.locks.Lock lock, int n) {
                        if (door.isLocking(n)) {
                            lock.lock();
                        }
                        visits += n;
                        if (door.isLocking(n)) {
                            lock.unlock();
                        }
                        return n;
                    }
                }
                """);
        Path model = write("pure: [p.Door.isLocking]");

        assertThat(findings(program, List.of()))
                .containsExactly(
                        "LOCK_NOT_RELEASED_ON_EXCEPTION p.Guest.visit(Lp/MyDoor;Ljava/util/concurrent/locks/Lock;I)I at 16");
        assertThat(findings(program, List.of(model))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lock: []                                   | 1:1: there is no key lock; did you mean locks?
            locks: [{type: p.Gate, operation: {}}]     | 1:24: there is no key operation; did you mean operations?
            locks: [{operations: {}}]                  | 1:9: a lock has a key type
            locks: [{type: p/Gate}]                    | 1:16: expected the name of a type, such as
            locks: [{type: A, reentrant: maybe}]       | 1:30: expected one of true, false, not maybe
            locks: [{type: A, thread-owned: no}]       | 1:33: expected one of true, false, not no
            locks: [{type: A, thread-owner: true}]     | 1:19: there is no key thread-owner; did you mean thread-owned?
            permits: [{type: A, thread-owned: false}]  | 1:21: there is no key thread-owned, only type, operations
            permits: [{type: A, operations: {e()V: consume-permit}}] | 1:40: expected one of acquire,
            locks: [{type: A, operations: {enter: acquire}}] | 1:32: an operation is a method's name and JVM descriptor
            locks: [{type: A, operations: {e()V: aquire}}] | 1:38: expected one of acquire, acquire-interruptibly,
            pure: [hashCode]                           | 1:8: expected type.method, type.method(descriptor), type.*
            throws: {rare: [a.B.c(int)]}               | 1:17: expected type.method, type.method(descriptor), type.*
            throws: {unchecked: {a: b.C}}              | 1:22: expected type.method, type.method(descriptor), type.*
            monitors: {lookin: []}                     | 1:12: there is no key lookin; did you mean looking?
            waitings: []                               | 1:1: there is no key waitings; did you mean waiting?
            waiting: [{on: lock}]                      | 1:11: what threads wait on has a key type
            waiting: [{type: A, on: locks}]            | 1:25: expected one of monitor, lock, condition, not locks
            waiting: [{type: A, made-from: []}]        | 1:21: there is no key made-from
            waiting: [{type: A, made-by: [newBell]}]   | 1:31: expected type.method, type.method(descriptor), type.*
            waiting: [{type: A, asked-by: [isHeld]}]   | 1:32: expected type.method, type.method(descriptor), type.*
            waiting: [{type: A, own: [now]}]           | 1:27: expected type.method, type.method(descriptor), type.*
            waiting: [{type: A, interrupts: [stop]}]   | 1:34: expected type.method, type.method(descriptor), type.*
            waiting: [{type: A, not-for: [a/B]}]       | 1:31: expected the name of a type, such as
            waiting: [{type: A, promised-by: [a/B]}]   | 1:35: expected the name of a type, such as
            waiting: [{type: A, operations: {w: wait}}] | 1:34: an operation is a method's name and JVM descriptor
            waiting: [{type: A, operations: {w()V: await}}] | 1:40: expected one of wait, wait-timed, wait-until, wake-one, wake-all
            """)
    void aMistakeIsToldWithItsPlace(String text, String message) throws IOException {
        Path model = write(text);

        assertThatThrownBy(() -> findings(List.of(model)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(model + ":" + message);
    }

    private static final Map<String, String> WEB = Map.of("p/Web.java", """
            package p;

            import java.util.concurrent.CountDownLatch;

            interface Later<T> {}

            @interface Get {}

            interface OnLoop {}

            class Loop {
                Loop quick() { return this; }
                Loop slow() { return this; }
                native void each(Runnable task);
            }

            class Web {
                static final CountDownLatch READY = new CountDownLatch(1);

                static void ready() {
                    try {
                        READY.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }

            class Pages {
                @Get
                Later<String> later() throws InterruptedException {
                    Web.READY.await();
                    return new Later<>() {};
                }

                @Get
                String now() throws InterruptedException {
                    Web.READY.await();
                    return "";
                }
            }

            class Worker extends Thread {
                @Override
                public void run() {
                    Web.ready();
                }
            }

            class LoopThread extends Worker implements OnLoop {
                @Override
                public void run() {
                    try {
                        Web.READY.await();
                    } catch (InterruptedException e) {
                        interrupt();
                    }
                }
            }

            class Chains {
                void quick(Loop loop, CountDownLatch latch) {
                    loop.quick().each(() -> {
                        try {
                            latch.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                }

                void slow(Loop loop, CountDownLatch latch) {
                    loop.quick().slow().each(() -> {
                        try {
                            latch.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                }
            }
            """);

    @Test
    void whereCodeRunsIsSaidByResultsMarkersAndChains() throws IOException, InputException {
        Path model = write("""
                contexts:
                  - name: the loop
                    kind: event-loop
                    offer: offload it
                    annotated: [p.Get]
                    returning: [p.Later]
                  - name: a thread of the loop
                    kind: non-blocking
                    offer: offload it
                    marked: [p.OnLoop]
                  - name: a quick thread
                    kind: event-loop
                    offer: offload it
                    arguments: [p.Loop.each]
                    only-after: [p.Loop.quick]
                    not-after: [p.Loop.slow]
                """);

        assertThat(findings(WEB, List.of())).isEmpty();
        assertThat(findings(WEB, List.of(model)))
                .containsExactly(
                        "ASYNC_BLOCKS_EVENT_LOOP p.Pages.later()Lp/Later; at 32",
                        "ASYNC_BLOCKS_NON_BLOCKING p.LoopThread.run()V at 54",
                        "ASYNC_BLOCKS_EVENT_LOOP p.Chains.quick(Lp/Loop;Ljava/util/concurrent/CountDownLatch;)V at 65");
    }

    private List<String> findings(List<Path> models) throws IOException, InputException {
        return findings(PROGRAM, models).stream()
                .map(finding -> finding.substring(0, finding.indexOf(" at ")))
                .toList();
    }

    private List<String> findings(Map<String, String> program, List<Path> models) throws IOException, InputException {
        Path classes = Javac.compile(program, folder);
        return Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), Optional.of(17), 1, models))
                .findings()
                .stream()
                .map(finding -> finding.rule().id() + " " + finding.place().source() + " at "
                        + finding.place().line())
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("own.yaml"), text);
    }
}
