package dev.concurrencylint.check;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    static Outputs open(CheckRequest request, OutputStream standardOutput) throws CheckFailure {
        Inputs inputs = Inputs.of(request);
        Outputs result = new Outputs(standardOutput);
        boolean opened = false;
        try {
            List<String> seen = new ArrayList<>();
            for (Output output : request.outputs()) {
                String place = output.file()
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .orElse("");
                if (seen.contains(place)) {
                    throw twice(output);
                }
                seen.add(place);
                if (output.file().isPresent()) {
                    result.tryFile(output.file().get(), inputs);
                }
            }
            demandSeparate(request.outputs());
            opened = true;
            return result;
        } finally {
            if (!opened) {
                result.close();
            }
        }
    }

    /** Once all files are there, links and other names of one file are known. */
    private static void demandSeparate(List<Output> outputs) throws CheckFailure {
        Set<Path> files = new HashSet<>();
        for (Output output : outputs) {
            try {
                if (output.file().isPresent() && !files.add(output.file().get().toRealPath())) {
                    throw twice(output);
                }
            } catch (IOException e) {
                throw new CheckFailure("cannot write " + output + ": " + reason(e), e);
            }
        }
    }

    private static CheckFailure twice(Output output) {
        return new CheckFailure("two reports go to " + output + "; only one can");
    }

    private void tryFile(Path file, Inputs inputs) throws CheckFailure {
        try {
            Optional<String> objection = inputs.objection(file);
            if (objection.isPresent()) {
                throw new CheckFailure("cannot write " + file + ": " + objection.get());
            }
            if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                throw new CheckFailure("cannot write " + file + ": it is a link to a file that does not exist");
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
    static String reason(IOException e) {
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
