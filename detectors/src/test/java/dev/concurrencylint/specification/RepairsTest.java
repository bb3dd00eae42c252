package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.source.Ranges;
import dev.concurrencylint.source.Repairs;
import dev.concurrencylint.source.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What repairs do to the labelled programs: they compile, what was to be repaired is gone, and nothing else has come. */
final class RepairsTest {
    private static final List<String> REPAIRED =
            List.of("locks/", "monitors/", "permits/", "pools/", "threads/", "visibility/");

    @TempDir
    private Path folder;

    @Test
    void whatIsRepairedIsGoneAndNothingElseComes() throws IOException, InputException {
        Map<String, String> sources = new TreeMap<>();
        for (LabelledSource source : LabelledSource.all()) {
            if (REPAIRED.stream().anyMatch(source.path()::startsWith) && needsOnlyTheJdk(source)) {
                sources.put(LabelledSource.FOLDER + "/" + source.path(), String.join("\n", source.lines()) + "\n");
            }
        }
        List<Finding> before = findings(sources, folder.resolve("before"));
        Map<Finding, Repair> repairs = repairs(before, folder.resolve("before"));

        Map<String, String> repaired = repaired(sources, repairs);
        List<Finding> after = findings(repaired, folder.resolve("after"));

        Repaired.assertGone(repairs.keySet(), before, after);
        assertThat(repairs(after, folder.resolve("after"))).isEmpty();
        assertThat(repairs.keySet())
                .extracting(finding -> finding.rule().id())
                .contains(
                        "LOCK_ATTEMPT_IGNORED",
                        "LOCK_NOT_RELEASED_ON_EXCEPTION",
                        "LOCK_RELEASED_NOT_HELD",
                        "MONITOR_CONDITION_CONFUSED",
                        "MONITOR_NOTIFY_ONE_OF_MANY",
                        "MONITOR_WAIT_NOT_IN_LOOP",
                        "PERMIT_ATTEMPT_IGNORED",
                        "PERMIT_RELEASED_NOT_ACQUIRED",
                        "POOL_PERIODIC_TASK_DIES",
                        "THREAD_INTERRUPT_LOST",
                        "THREAD_RUN_NOT_STARTED",
                        "VISIBILITY_DOUBLE_CHECKED")
                .hasSizeGreaterThan(110);
    }

    @Test
    void onlyItsLinesAreTouched() throws IOException, InputException {
        String source = """
                import java.util.concurrent.locks.*;

                class A {
                \tfinal Lock lock = new ReentrantLock(); // the lock
                \tString text = "";

                \tvoid set(Runnable change) {
                \t\tlock.lock(); // takes it

                \t\t/* what
                \t\t   is done */
                \t\tchange.run();
                \t\ttext = \"""
                \t\t\tone
                \t\t  two
                \t\t\t\""";   // odd   spacing
                \t\tlock.unlock(); // and back
                \t\tchange = null;
                \t}
                }
                """.replace("\n", "\r\n");
        Map<String, String> sources = Map.of("A.java", source);

        Map<Finding, Repair> repairs = repairs(findings(sources, folder), folder);

        assertThat(repairs).hasSize(1);
        assertThat(repaired(sources, repairs).get("A.java")).isEqualTo("""
                import java.util.concurrent.locks.*;

                class A {
                \tfinal Lock lock = new ReentrantLock(); // the lock
                \tString text = "";

                \tvoid set(Runnable change) {
                \t\tlock.lock(); // takes it
                \t\ttry {

                \t\t\t/* what
                \t\t\t   is done */
                \t\t\tchange.run();
                \t\t\ttext = \"""
                \t\t\tone
                \t\t  two
                \t\t\t\""";   // odd   spacing
                \t\t} finally {
                \t\t\tlock.unlock(); // and back
                \t\t}
                \t\tchange = null;
                \t}
                }
                """.replace("\n", "\r\n"));
    }

    @Test
    void aTaskKeepsItsLines() throws IOException, InputException {
        String source = """
                import java.util.concurrent.*;

                class A {
                \tprivate static final System.Logger OTHER = System.getLogger("a");
                \tint e;
                \tString text = "";

                \tvoid start(ScheduledExecutorService pool, CompletableFuture<String> source, Exception e) {
                \t\tpool.scheduleAtFixedRate(() -> { // every second

                \t\t\t/* what
                \t\t\t   is done */
                \t\t\ttext = \"""
                \t\t\t\tone
                \t\t\t  two
                \t\t\t\t\""" + source.join();   // odd   spacing
                \t\t\t// done
                \t\t}, 0, 1, TimeUnit.SECONDS); // the rest
                \t\tpool.scheduleAtFixedRate(() -> { source.join(); }, 0, 1, TimeUnit.SECONDS);
                \t\tpool.scheduleAtFixedRate(() ->
                \t\t\t\tsource
                \t\t\t\t\t.join(), 0, 1, TimeUnit.SECONDS); // as it was
                \t}
                }
                """.replace("\n", "\r\n");
        Map<String, String> sources = Map.of("A.java", source);

        Map<Finding, Repair> repairs = repairs(findings(sources, folder.resolve("before")), folder.resolve("before"));
        Map<String, String> repaired = repaired(sources, repairs);

        assertThat(repairs).hasSize(3);
        assertThat(repaired.get("A.java")).isEqualTo("""
                import java.util.concurrent.*;

                class A {
                \tprivate static final System.Logger OTHER = System.getLogger("a");
                \tint e;
                \tString text = "";

                \tvoid start(ScheduledExecutorService pool, CompletableFuture<String> source, Exception e) {
                \t\tpool.scheduleAtFixedRate(() -> { // every second
                \t\t\ttry {

                \t\t\t\t/* what
                \t\t\t\t   is done */
                \t\t\t\ttext = \"""
                \t\t\t\tone
                \t\t\t  two
                \t\t\t\t\""" + source.join();   // odd   spacing
                \t\t\t\t// done
                \t\t\t} catch (RuntimeException ex) {
                \t\t\t\tThread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), ex);
                \t\t\t}
                \t\t}, 0, 1, TimeUnit.SECONDS); // the rest
                \t\tpool.scheduleAtFixedRate(() -> {
                \t\t\ttry {
                \t\t\t\tsource.join();
                \t\t\t} catch (RuntimeException ex) {
                \t\t\t\tThread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), ex);
                \t\t\t}
                \t\t}, 0, 1, TimeUnit.SECONDS);
                \t\tpool.scheduleAtFixedRate(() ->
                \t\t\t\t{
                \t\t\t\t\ttry {
                \t\t\t\t\t\tsource
                \t\t\t\t\t\t\t.join();
                \t\t\t\t\t} catch (RuntimeException ex) {
                \t\t\t\t\t\tThread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), ex);
                \t\t\t\t\t}
                \t\t\t\t}, 0, 1, TimeUnit.SECONDS); // as it was
                \t}
                }
                """.replace("\n", "\r\n"));
        assertThat(findings(repaired, folder.resolve("after"))).isEmpty();
    }

    @Test
    void aHandlerSetsTheFlagWhereItEnds() throws IOException, InputException {
        String source = """
                import java.util.concurrent.*;

                class A {
                \tString text = "";

                \tvoid pauses(BlockingQueue<String> queue, Thread other) {
                \t\ttry {
                \t\t\tThread.sleep(1);
                \t\t} catch (InterruptedException e) { // as  it was
                \t\t\tSystem.out.println(\"""
                \t\t\t\twoken
                \t\t\t  \"""); // odd   spacing
                \t\t\t// over
                \t\t}
                \t}

                \tvoid empty(Thread other) {
                \t\ttry {
                \t\t\tother.join();
                \t\t} catch (InterruptedException e) {
                \t\t}
                \t}

                \tvoid line(Thread other) {
                \t\ttry { other.join(); } catch (InterruptedException e) {} // all on one
                \t}

                \tvoid told(Thread other) {
                \t\ttry { other.join(); } catch (InterruptedException e) { System.out.println(e); } // on one
                \t}

                \tboolean answers(Thread other) {
                \t\ttry {
                \t\t\tother.join();
                \t\t\treturn true;
                \t\t} catch (InterruptedException e) {
                \t\t\treturn false; // not joined
                \t\t}
                \t}

                \tvoid again(Thread other) {
                \t\twhile (other.isAlive()) {
                \t\t\ttry {
                \t\t\t\tother.join();
                \t\t\t} catch (InterruptedException e) {
                \t\t\t}
                \t\t}
                \t}

                \tvoid runs(Runnable task) {
                \t\tThread thread = new Thread(task); // made
                \t\tthread . run ( ) ; // odd   spacing
                \t}
                }
                """.replace("\n", "\r\n");
        Map<String, String> sources = Map.of("A.java", source);

        Map<Finding, Repair> repairs = repairs(findings(sources, folder.resolve("before")), folder.resolve("before"));
        Map<String, String> repaired = repaired(sources, repairs);

        assertThat(repairs).hasSize(6);
        assertThat(repaired.get("A.java"))
                .isEqualTo(source.replace(
                                "\t\t\t// over\r\n", "\t\t\t// over\r\n\t\t\tThread.currentThread().interrupt();\r\n")
                        .replace(
                                "\t\t} catch (InterruptedException e) {\r\n\t\t}\r\n",
                                "\t\t} catch (InterruptedException e) {\r\n\t\t\tThread.currentThread().interrupt();\r\n\t\t}\r\n")
                        .replace("e) {} // all", "e) { Thread.currentThread().interrupt(); } // all")
                        .replace("(e); } // on", "(e); Thread.currentThread().interrupt(); } // on")
                        .replace(
                                "\t\t\treturn false; // not",
                                "\t\t\tThread.currentThread().interrupt();\r\n\t\t\treturn false; // not")
                        .replace("thread . run (", "thread . start ("));
        assertThat(findings(repaired, folder.resolve("after")))
                .extracting(finding -> finding.evidence().get(0).id())
                .containsExactly("waits-again");
    }

    @Test
    void aFieldBecomesVolatileWhereItIsDeclared() throws IOException, InputException {
        String source = """
                package p; // here

                class A {
                \t/** It is filled late. */
                \t@Deprecated private   static /* late */ int[] table; // odd   spacing
                \tprivate int[] first, second;
                \tString text = \"""
                \t\tone
                \t  two\""";

                \tstatic class B {
                \t\tint[] table;
                \t\tint[] get() {
                \t\t\tif (table == null) { synchronized (this) { if (table == null) { table = new int[2]; } } } // own
                \t\t\treturn table;
                \t\t}
                \t}

                \tstatic int[] table() {
                \t\tif (table == null) {
                \t\t\tsynchronized (A.class) {
                \t\t\t\tif (table == null) {
                \t\t\t\t\ttable = new int[] {1};
                \t\t\t\t}
                \t\t\t}
                \t\t}
                \t\treturn table;
                \t}

                \tint[] first() {
                \t\tif (first == null) {
                \t\t\tsynchronized (this) {
                \t\t\t\tif (first == null) {
                \t\t\t\t\tsecond = new int[1];
                \t\t\t\t\tfirst = second;
                \t\t\t\t}
                \t\t\t}
                \t\t}
                \t\treturn first;
                \t}
                }
                """.replace("\n", "\r\n");
        Map<String, String> sources = Map.of("p/A.java", source);

        Map<Finding, Repair> repairs = repairs(findings(sources, folder.resolve("before")), folder.resolve("before"));
        Map<String, String> repaired = repaired(sources, repairs);

        assertThat(repairs).hasSize(2);
        assertThat(repaired.get("p/A.java"))
                .isEqualTo(source.replace("/* late */ int[] table;", "/* late */ volatile int[] table;")
                        .replace("\t\tint[] table;", "\t\tvolatile int[] table;"));
        assertThat(findings(repaired, folder.resolve("after"))).hasSize(1);
    }

    @Test
    void anAcquireMovesBeforeItsTry() throws IOException, InputException {
        String source = """
                import java.util.concurrent.*;
                import java.util.concurrent.locks.*;

                class A {
                \tfinal Lock lock = new ReentrantLock();
                \tfinal Semaphore permits = new Semaphore(3);

                \tvoid first(Runnable task) throws InterruptedException {
                \t\ttry {
                \t\t\tlock.lockInterruptibly(); // or not

                \t\t\ttask.run(); // odd   spacing
                \t\t} finally {
                \t\t\tlock.unlock();
                \t\t}
                \t}

                \tvoid behindOthers(Callable<Runnable> tasks) throws Exception {
                \t\ttry {
                \t\t\tRunnable task =
                \t\t\t\ttasks.call();
                \t\t\t// now
                \t\t\tlock.lock();
                \t\t\ttask.run();
                \t\t} finally {
                \t\t\tlock.unlock();
                \t\t}
                \t}

                \tvoid permit(Runnable task) throws InterruptedException {
                \t\ttry {
                \t\t\tpermits.acquire(2);
                \t\t\ttask.run();
                \t\t} finally {
                \t\t\tpermits.release(2);
                \t\t}
                \t}

                \tvoid handled(Runnable task) {
                \t\ttry {
                \t\t\tlock.lockInterruptibly();
                \t\t\ttask.run();
                \t\t} catch (InterruptedException e) {
                \t\t\tThread.currentThread().interrupt();
                \t\t} finally {
                \t\t\tlock.unlock();
                \t\t}
                \t}

                \tvoid withComment(Runnable task) throws InterruptedException {
                \t\ttry { // all of it
                \t\t\tlock.lockInterruptibly();
                \t\t\ttask.run();
                \t\t} finally {
                \t\t\tlock.unlock();
                \t\t}
                \t}
                }
                """.replace("\n", "\r\n");
        Map<String, String> sources = Map.of("A.java", source);

        Map<Finding, Repair> repairs = repairs(findings(sources, folder.resolve("before")), folder.resolve("before"));
        Map<String, String> repaired = repaired(sources, repairs);

        assertThat(repairs).hasSize(3);
        assertThat(repaired.getOrDefault("A.java", "").replace("\r\n", "~"))
                .isEqualTo(source.replace("\r\n", "~")
                        .replace(
                                "\t\ttry {~\t\t\tlock.lockInterruptibly(); // or not~",
                                "\t\tlock.lockInterruptibly(); // or not~\t\ttry {~")
                        .replace(
                                "\t\ttry {~\t\t\tRunnable task =~\t\t\t\ttasks.call();~\t\t\t// now~\t\t\tlock.lock();~",
                                "\t\tRunnable task =~\t\t\ttasks.call();~\t\t// now~\t\tlock.lock();~\t\ttry {~")
                        .replace("\t\ttry {~\t\t\tpermits.acquire(2);~", "\t\tpermits.acquire(2);~\t\ttry {~"));
        assertThat(findings(repaired, folder.resolve("after"))).hasSize(2);
    }

    @Test
    void aTaskReportsAsItsFileDoes() throws IOException, InputException {
        Map<String, String> sources = Map.of("A.java", """
                import java.util.*;
                import java.util.concurrent.*;

                class A {
                    interface Log {
                        void error(String message, Throwable failure);
                        void debug(String message, Throwable failure);
                    }

                    final Log log;
                    final Timer timer = new Timer();
                    final CompletableFuture<String> source = new CompletableFuture<>();

                    A(Log log) {
                        this.log = log;
                        timer.schedule(new TimerTask() {
                            @Override
                            public void run() {
                                source.join(); // before the logger is sure to be there
                            }
                        }, 1L, 1L);
                    }

                    void reports() {
                        try {
                            log.debug("asking", new Exception());
                            source.getNow("");
                        } catch (RuntimeException e) {
                            log.debug("no answer", e);
                            log.error("no answer yet", e);
                        }
                    }

                    void start(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(() -> source.join(), 0, 1, TimeUnit.SECONDS);
                    }

                    static void start(ScheduledExecutorService pool, CompletableFuture<String> log) {
                        pool.scheduleAtFixedRate(() -> log.join(), 0, 1, TimeUnit.SECONDS);
                    }
                }
                """);
        Map<Finding, Repair> repairs = repairs(findings(sources, folder.resolve("before")), folder.resolve("before"));
        Map<String, String> repaired = repaired(sources, repairs);

        assertThat(repairs).hasSize(3);
        assertThat(repaired.get("A.java"))
                .containsOnlyOnce("log.error(\"periodic task failed\", e);")
                .contains(
                        "\n                source.join();\n            } catch (RuntimeException e) {\n                log.error(")
                .contains(
                        "\n                    source.join(); // before the logger is sure to be there\n                } catch");
        assertThat(findings(repaired, folder.resolve("after"))).isEmpty();
    }

    @Test
    void tasksThatAreNotSafeToChangeAreLeft() throws IOException, InputException {
        Map<String, String> sources = Map.of("A.java", """
                import java.util.concurrent.*;

                class A {
                    final CompletableFuture<String> source = new CompletableFuture<>();
                    final Runnable kept = () -> source.join();

                    void elsewhere(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(kept, 0, 1, TimeUnit.SECONDS);
                    }

                    void reference(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(source::join, 0, 1, TimeUnit.SECONDS);
                    }

                    void ends(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(() -> {
                            if ("end".equals(source.join())) {
                                throw new CancellationException();
                            }
                        }, 0, 1, TimeUnit.SECONDS);
                    }

                    void comment(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(() -> { /* a comment
                            that goes on */
                            source.join();
                        }, 0, 1, TimeUnit.SECONDS);
                    }

                    void lines(ScheduledExecutorService pool) {
                        pool.scheduleAtFixedRate(() -> { source.join();
                        }, 0, 1, TimeUnit.SECONDS);
                    }
                }
                """);
        List<Finding> findings = findings(sources, folder);

        assertThat(findings)
                .extracting(finding -> finding.place().source().name())
                .contains("elsewhere", "ends", "comment", "lines");
        assertThat(repairs(findings, folder)).isEmpty();
    }

    @Test
    void whatIsNotSafeIsNotOffered() throws IOException, InputException {
        Map<String, String> sources = Map.of("A.java", """
                import java.util.concurrent.locks.*;

                class A {
                    Lock lock = new ReentrantLock();
                    final Condition ready = new ReentrantLock().newCondition();
                    int n;

                    int usedAfterwards(Runnable change) {
                        lock.lock();
                        change.run();
                        int before = n;
                        lock.unlock();
                        return before;
                    }

                    void onOneLine(Runnable change) {
                        lock.lock(); change.run(); n++; lock.unlock();
                    }

                    void givenBackTwice(Runnable change) {
                        lock.lock();
                        change.run();
                        if (n > 0) {
                            lock.unlock();
                            return;
                        }
                        n++;
                        lock.unlock();
                    }

                    void leftTaken() {
                        lock.tryLock();
                        n++;
                    }

                    synchronized void alone() throws InterruptedException {
                        if (n == 0) {
                            n++;
                            wait();
                        }
                        n--;
                        notify();
                    }

                    synchronized void timed() throws InterruptedException {
                        if (n == 0) {
                            wait(100);
                        }
                        n--;
                    }

                    void byMonitor() throws InterruptedException {
                        synchronized (ready) {
                            ready.notifyAll();
                        }
                    }
                }
                """);
        List<Finding> findings = findings(sources, folder);

        assertThat(findings).hasSizeGreaterThan(4);
        assertThat(repairs(findings, folder)).isEmpty();
    }

    private static boolean needsOnlyTheJdk(LabelledSource source) {
        return source.lines().stream()
                .filter(line -> line.startsWith("import "))
                .allMatch(line -> line.replace("static ", "").startsWith("import java."));
    }

    @Test
    void whatLooksSafeAtFirstSightIsNotOfferedEither() throws IOException, InputException {
        Map<String, String> sources = Map.of("A.java", """
                import java.util.concurrent.locks.*;
                import java.util.*;

                class A {
                    final Lock lock = new ReentrantLock();
                    int n;
                    final Queue<String> q = new ArrayDeque<>();

                    void longComment(Runnable change) {
                        lock.lock(); /* a comment
                        that goes on */
                        change.run();
                        lock.unlock();
                    }

                    void longCommentAtTheEnd(Runnable change) {
                        lock.lock();
                        change.run();
                        lock.unlock(); /* a comment
                        that goes on */
                        n++;
                    }

                    void takenTwice(Runnable change) {
                        lock.lock();
                        lock.lock();
                        change.run();
                        lock.unlock();
                        lock.unlock();
                    }

                    synchronized void remembered() throws InterruptedException {
                        boolean empty = n == 0;
                        if (empty) {
                            wait();
                        }
                        n--;
                    }

                    synchronized void rememberedOr() throws InterruptedException {
                        boolean empty = n == 0;
                        if (empty || n < 0) wait();
                        n--;
                    }

                    synchronized void counts() throws InterruptedException {
                        if (n++ > 3) {
                            wait();
                        }
                        n--;
                    }

                    synchronized void either(boolean early) throws InterruptedException {
                        if (!(early && n > 0)) {
                            wait();
                        }
                        n--;
                    }

                    synchronized void both(boolean early) throws InterruptedException {
                        if (!early && n == 0) {
                            wait();
                        }
                        n--;
                    }

                    void gap(Runnable change) {
                        lock.tryLock();
                        change.run();
                        try {
                            n++;
                        } finally {
                            lock.unlock();
                        }
                    }

                    synchronized void up() { n++; notifyAll(); }
                }
                """);
        List<Finding> findings = findings(sources, folder);

        assertThat(findings)
                .extracting(finding -> finding.place().source().name())
                .contains(
                        "longComment",
                        "longCommentAtTheEnd",
                        "takenTwice",
                        "remembered",
                        "rememberedOr",
                        "either",
                        "counts",
                        "gap");
        assertThat(repairs(findings, folder).keySet())
                .extracting(finding -> finding.place().source().name())
                .containsExactly("both");
    }

    private List<Finding> findings(Map<String, String> sources, Path place) throws IOException, InputException {
        Path classes = Javac.compile(sources, place, LabelledSource.libraries());
        RunResult result = Engine.analyse(new AnalysisRequest(List.of(classes), LabelledSource.libraries(), 17, 2));
        return Ranges.in(result.findings(), files(place), 2);
    }

    private static Map<Finding, Repair> repairs(List<Finding> findings, Path place) {
        return Repairs.of(findings, files(place));
    }

    private static SourceFiles files(Path place) {
        return new SourceFiles(List.of(place.resolve("src")));
    }

    private static Map<String, String> repaired(Map<String, String> sources, Map<Finding, Repair> repairs) {
        Map<String, String> repaired = new TreeMap<>(sources);
        repaired.putAll(Repaired.texts(repairs.values(), path -> sources.getOrDefault(path, "")));
        return repaired;
    }
}
