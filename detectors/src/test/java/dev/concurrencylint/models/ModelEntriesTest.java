package dev.concurrencylint.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.bytecode.ProgramReader;
import dev.concurrencylint.bytecode.UnreadableInputException;
import dev.concurrencylint.specification.Root;
import dev.concurrencylint.yaml.Mistake;
import dev.concurrencylint.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the models name is there: in the libraries' jars and in the JDK that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelEntriesTest {
    private final List<ProgramReader> readers = new ArrayList<>();

    @BeforeAll
    void openTheJars() throws IOException, UnreadableInputException {
        for (List<Path> jars : List.of(ModelJars.all(), ModelJars.older(), ModelJars.newer())) {
            readers.add(new ProgramReader(List.of(), jars, 17, 1));
        }
    }

    @AfterAll
    void closeTheJars() {
        readers.forEach(ProgramReader::close);
    }

    static List<String> shipped() {
        return Models.SHIPPED;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyEntryNamesSomething(String model) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream(Models.FOLDER + model + ".yaml")) {
            assertThat(in).isNotNull();
            assertThat(missing(model, new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void everyModelIsReadAndEveryLibraryOfLocksIsTried() {
        assertThat(names("dev/concurrencylint/rules/models", "jdk.yaml", ".yaml"))
                .containsExactlyInAnyOrderElementsOf(Models.SHIPPED);
        List<String> libraries = new ArrayList<>(Models.SHIPPED);
        libraries.removeAll(List.of("jdk", "logging"));
        assertThat(names("dev/concurrencylint/uses", "Guava.java", ".java"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrderElementsOf(
                        libraries.stream().map(name -> name.replace("-", "")).toList());
    }

    private static List<String> names(String folder, String one, String ending) {
        return Root.holding(folder + "/" + one).files(folder, ending).keySet().stream()
                .map(name -> name.substring(0, name.length() - ending.length()))
                .toList();
    }

    /** Otherwise everything would be missing, or nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            locks: [{type: org.redisson.api.RLok}]                                          | 1:16: there is no org.redisson.api.RLok
            locks: [{type: org.redisson.api.RLock, operations: {lok()V: acquire}}]          | 1:53: there is no lok()V
            locks: [{type: org.redisson.api.RLock, operations: {lock(J)V: acquire}}]        | 1:53: there is no lock(J)V
            permits: [{type: java.util.concurrent.Semaphore, operations: {acquire()Z: neutral}}] | 1:63: there is no acquire()Z
            pure: [java.lang.String.lenght]                                                 | 1:8: there is no lenght
            pure: [java.lang.String.length()J]                                              | 1:8: there is no length()J
            pure: [java.lang.Strin.*]                                                       | 1:8: there is no java.lang.Strin
            never-returns: [java.util.functions.*]                                          | 1:17: there is no java.util.functions
            monitors: {synchronisers: [java.util.concurrent.locks.Lok]}                     | 1:28: there is no java.util.concurrent.locks.Lok
            monitors: {looking: [java.util.Map.sizes]}                                      | 1:22: there is no sizes
            stages: {on-success: [java.util.concurrent.CompletionStage.then]}               | 1:23: there is no then
            throws: {unchecked: {java.lang.Long.parseLong: java.lang.NumberException}}      | 1:48: there is no java.lang.NumberException
            throws: {unchecked: {java.lang.Long.parse: java.lang.NumberFormatException}}    | 1:22: there is no parse
            waiting: [{type: java.util.concurrent.locks.Conditions}]                        | 1:18: there is no java.util.concurrent.locks.Conditions
            waiting: [{on: monitor}]                                                        | 1:11: there is no
            waiting: [{type: java.lang.Object, operations: {wait(I)V: wait-timed}}]         | 1:49: there is no wait(I)V of java.lang.Object
            waiting: [{type: java.lang.Object, made-by: [java.util.concurrent.locks.Lock.newConditions]}] | 1:46: there is no newConditions
            waiting: [{type: java.lang.Object, asked-by: [java.lang.Thread.holdsLock()Z]}]  | 1:47: there is no holdsLock()Z
            waiting: [{type: java.lang.Object, own: [java.lang.Systems.*]}]                 | 1:42: there is no java.lang.Systems
            waiting: [{type: java.lang.Object, interrupts: [java.lang.Thread.interrupts]}]  | 1:49: there is no interrupts
            waiting: [{type: java.lang.Object, not-for: [java.util.concurrent.Phase]}]      | 1:46: there is no java.util.concurrent.Phase
            waiting: [{type: java.lang.Object, promised-by: [net.jcip.annotations.Guarded]}] | 1:50: there is no net.jcip.annotations.Guarded
            waiting: [{type: java.lang.Object, wakes: []}]                                  | 1:36: nobody checks wakes
            blocking: {always: [java.lang.Thread.doze]}                                     | 1:21: there is no doze of java.lang.Thread
            blocking: {answered-by: [java.util.concurrent.Future.isDone()V]}                | 1:26: there is no isDone()V
            blocking: {sometimes: [java.lang.Thread.sleep]}                                 | 1:12: nobody checks sometimes
            contexts: [{overrides: [java.util.concurrent.RecursiveTask.forks]}]              | 1:25: there is no forks of java.util.concurrent.RecursiveTask
            contexts: [{overrides: [io.netty.channel.ChannelInboundHandlers.*]}]            | 1:25: there is no io.netty.channel.ChannelInboundHandlers
            contexts: [{arguments: [reactor.core.publisher.Mono.mapp]}]                     | 1:25: there is no mapp of reactor.core.publisher.Mono
            contexts: [{annotated: [org.jetbrains.annotations.NonBlock]}]                   | 1:25: there is no org.jetbrains.annotations.NonBlock
            contexts: [{asked-by: [io.netty.util.concurrent.EventExecutor.inEventLoop()V]}] | 1:24: there is no inEventLoop()V
            contexts: [{not-with: [java.util.concurrent.Executer]}]                         | 1:24: there is no java.util.concurrent.Executer
            contexts: [{with: []}]                                                          | 1:13: nobody checks with
            relocations: {after: [reactor.core.publisher.Flux.publishOf]}                   | 1:23: there is no publishOf
            relocations: {before: []}                                                       | 1:15: nobody checks before
            contexts: [{given-to: [io.netty.channel.ChannelPipeline.put]}]                  | 1:24: there is no put
            contexts: [{parameters: [io.vertx.core.Handle]}]                                | 1:26: there is no io.vertx.core.Handle
            schedulers: {free: [java.util.concurrent.Executor.newThread]}                   | 1:21: there is no newThread
            schedulers: {busy: []}                                                          | 1:14: nobody checks busy
            promises: {made-by: [java.util.concurrent.CompletableFuture.<init>(I)V]}        | 1:22: there is no <init>(I)V
            promises: {ended-by: [io.vertx.core.Promise.completed]}                         | 1:23: there is no completed
            promises: {kept-by: []}                                                         | 1:12: nobody checks kept-by
            threads: []                                                                     | 1:1: nobody checks threads
            """)
    void whatIsNowhereIsMissed(String text, String expected) {
        assertThat(missing("model", text)).singleElement().asString().startsWith("model:" + expected);
    }

    @Test
    void whatIsInheritedIsThere() {
        assertThat(missing("model", """
                locks:
                  - type: org.redisson.api.RLock
                    operations: {tryLock()Z: attempt}
                  - type: org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock$WriteLock
                    operations: {release()V: release}
                pure: [java.util.ArrayList.getClass, java.util.function.*]
                """)).isEmpty();
    }

    private List<Mistake> missing(String name, String text) {
        List<Mistake> mistakes = new ArrayList<>();
        ModelEntries entries =
                new ModelEntries(readers.stream().map(ProgramReader::program).toList());
        YamlFile.parse(text, name, mistakes).ifPresent(entries::check);
        return mistakes;
    }
}
