package dev.concurrencylint.spotbugs;

import edu.umd.cs.findbugs.Project;
import edu.umd.cs.findbugs.ba.AnalysisContext;
import edu.umd.cs.findbugs.ba.SourceFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where SpotBugs was told that sources are. Many hosts tell nothing; archives of sources are not looked into. */
final class HostSources {
    private HostSources() {}

    /** Directories that are there. */
    static List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        AnalysisContext context = AnalysisContext.currentAnalysisContext();
        SourceFinder finder = context == null ? null : context.getSourceFinder();
        Project project = finder == null ? null : finder.getProject();
        for (String directory : project == null ? List.<String>of() : project.getSourceDirList()) {
            directory(directory).ifPresent(roots::add);
        }
        return roots;
    }

    /** Empty for archives, and for names that only mean something where the host's project was made. */
    private static Optional<Path> directory(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
