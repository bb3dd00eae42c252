package dev.concurrencylint.check;

import dev.concurrencylint.engine.AnalysisRequest;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The outputs of a run, known to be writable before anything is analysed. Trying leaves files that exist as they are; files that it
 * makes are gone after {@link #close()} unless they are to be kept.
 */
final class Outputs implements AutoCloseable {
    private final OutputStream standardOutput;
    private final List<Path> made = new ArrayList<>();
    private boolean kept;

    private Outputs(OutputStream standardOutput) {
        this.standardOutput = standardOutput;
    }

    static Outputs open(List<Output> outputs, AnalysisRequest analysis, OutputStream standardOutput)
            throws CheckFailure {
        Outputs result = new Outputs(standardOutput);
        boolean opened = false;
        try {
            List<String> seen = new ArrayList<>();
            for (Output output : outputs) {
                String place = output.file()
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .orElse("");
                if (seen.contains(place)) {
                    throw new CheckFailure("two reports go to " + output + "; only one can");
                }
                seen.add(place);
                if (output.file().isPresent()) {
                    result.tryFile(output.file().get(), analysis);
                }
            }
            opened = true;
            return result;
        } finally {
            if (!opened) {
                result.close();
            }
        }
    }

    private void tryFile(Path file, AnalysisRequest analysis) throws CheckFailure {
        try {
            for (Path input : Stream.concat(analysis.paths().stream(), analysis.classpath().stream())
                    .toList()) {
                if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                    throw new CheckFailure("cannot write " + file + ": it is read by the analysis");
                }
            }
            if (Files.isDirectory(file)) {
                throw new CheckFailure("cannot write " + file + ": it is a directory");
            }
            try (OutputStream created = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                made.add(file);
                created.flush();
            } catch (FileAlreadyExistsException e) {
                Files.newOutputStream(file, StandardOpenOption.WRITE).close();
            }
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** The file system's exceptions often have no more to say than the path. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }

    /** From here on, what is written stays. */
    void keep() {
        kept = true;
    }

    /** Writes UTF-8 in place of what the output held; to be closed. */
    Writer writer(Output output) throws IOException {
        OutputStream out = output.file().isPresent()
                ? Files.newOutputStream(
                        output.file().get(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                : new Unclosed(standardOutput);
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        for (Path file : made) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The reason why there is no result is on its way to the user; an empty file left behind is not worth
                // hiding it.
            }
        }
    }

    /** Standard output outlives a report. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
