package dev.concurrencylint.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What git knows of files. */
final class WorkTree {
    private WorkTree() {}

    /** Why what the file holds could not be had back once it is written over; empty if git has it as it is. */
    static Optional<String> objection(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            "git",
                            "--no-optional-locks",
                            "status",
                            "--porcelain",
                            "--ignored",
                            "--",
                            String.valueOf(file.getFileName()))
                    .directory(directory == null ? null : directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("GIT_")); // a hook's are about its own index
            Process process = builder.start();
            process.getOutputStream().close();
            String changes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                return Optional.of("it is in no work tree of git");
            }
            return changes.isBlank() ? Optional.empty() : Optional.of("it has uncommitted changes");
        } catch (IOException e) {
            return Optional.of("git cannot be asked for uncommitted changes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("git was not waited for");
        }
    }
}
