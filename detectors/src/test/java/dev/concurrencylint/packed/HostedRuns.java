package dev.concurrencylint.packed;

import edu.umd.cs.findbugs.FindBugs2;
import edu.umd.cs.findbugs.Plugin;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.ObjectName;

/** SpotBugs as IDEs use it: in one JVM, again and again, with our plugin loaded once. */
final class HostedRuns {
    private static final int SETTLED = 5;
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

    private HostedRuns() {}

    /**
     * Runs SpotBugs once for each line of arguments, and with the last of them so many times more. Tells on standard output what is
     * left on the heap after the fifth and after the last repetition: a line {@code heap <bytes>}, and a line
     * {@code left <class> <instances>} for each class of ours.
     *
     * @param arguments plugin, file of lines with tabs between arguments, number of repetitions
     */
    public static void main(String[] arguments) throws Exception {
        Plugin.loadCustomPlugin(new File(arguments[0]), null);
        List<String> lines = Files.readAllLines(Path.of(arguments[1]));
        for (String line : lines) {
            FindBugs2.main(line.split("\t", -1));
        }
        int repetitions = Integer.parseInt(arguments[2]);
        String last = lines.get(lines.size() - 1);
        for (int i = 1; i <= repetitions; i++) {
            FindBugs2.main(last.split("\t", -1));
            if (i == SETTLED || i == repetitions) {
                System.out.println("after " + i);
                tellHeap();
            }
        }
    }

    /** The histogram counts what is reachable, and collects all garbage for it. */
    private static void tellHeap() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(DIAGNOSTICS), "gcClassHistogram", new Object[] {new String[0]}, new String[] {
                    String[].class.getName()
                });
        for (String line : histogram.lines().toList()) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns[0].equals("Total")) {
                System.out.println("heap " + columns[2]);
            } else if (columns.length > 3
                    && columns[3].startsWith("dev.concurrencylint.")
                    && !columns[3].startsWith("dev.concurrencylint.packed.")) {
                System.out.println("left " + columns[3] + " " + columns[1]);
            }
        }
    }
}
