package dev.concurrencylint.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs the program once more, in a virtual machine that leaves out its optimising compiler. A run is over before that compiler has paid for
 * itself: it takes half of the processor time and makes nothing quicker. A jar can't ask for that by itself, and the compiler can't be
 * switched off any more once a machine has started.
 */
final class ShortRun {
    /** Keeps the machine as it is started, if it is {@code false}; set in the machine that is started here. */
    static final String PROPERTY = "concurrency-lint.short-run";

    private static final String QUICK = "-XX:TieredStopAtLevel=1";
    private static final Set<String> COMMANDS = Set.of("check", "baseline", "fix");
    /** Of what users tell a machine, what two machines can be told one after the other. */
    private static final List<String> HARMLESS = List.of(
            "-D", "-Xmx", "-Xms", "-Xmn", "-Xss", "-ea", "-da", "-XX:MaxRAM", "-XX:InitialRAM", "-XX:+Use", "-XX:-Use");

    private ShortRun() {}

    /**
     * The exit status of the run in the other machine; empty where the one that is there has to do: the command ends at once, the machine
     * was told things that another one can't be told as well (an agent, a debugger, a recording, how to compile), or none can be started.
     */
    static OptionalInt of(String[] args) {
        if (args.length == 0 || !COMMANDS.contains(args[0]) || System.getProperty(PROPERTY) != null) {
            return OptionalInt.empty();
        }
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        Path java = Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java");
        if (!areHarmless(flags) || !isTiered() || !Files.isExecutable(java)) {
            return OptionalInt.empty();
        }
        return run(command(java, flags, System.getProperty("java.class.path"), args));
    }

    /** Whether another machine can be told the same. */
    static boolean areHarmless(List<String> flags) {
        return flags.stream().allMatch(flag -> HARMLESS.stream().anyMatch(flag::startsWith));
    }

    /** Whether the machine compiles twice, as only HotSpot does. */
    private static boolean isTiered() {
        return System.getProperty("java.vm.info", "").contains("mixed mode")
                && ManagementFactory.getCompilationMXBean() != null
                && ManagementFactory.getCompilationMXBean().getName().contains("Tiered");
    }

    static List<String> command(Path java, List<String> flags, String classPath, String[] args) {
        List<String> command = new ArrayList<>(List.of(java.toString(), QUICK, "-D" + PROPERTY + "=false"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static OptionalInt run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return OptionalInt.of(process.onExit().join().exitValue());
    }

    /** Ends this machine when the one that has started it ends: what nobody waits for any more is not to go on. */
    static void endWithStarter() {
        if (System.getProperty(PROPERTY) != null) {
            ProcessHandle.current().parent().ifPresent(starter -> {
                Thread watch = new Thread(() -> {
                    starter.onExit().join();
                    Runtime.getRuntime().halt(1);
                });
                watch.setDaemon(true);
                watch.start();
            });
        }
    }
}
