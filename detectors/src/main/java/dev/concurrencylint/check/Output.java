package dev.concurrencylint.check;

import dev.concurrencylint.report.Format;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A report and where it goes.
 *
 * @param file empty for standard output
 */
public record Output(Format format, Optional<Path> file) {
    /** The report on standard output. */
    public static Output standard(Format format) {
        return new Output(format, Optional.empty());
    }

    /** The report in a file, whose directory must exist. */
    public static Output file(Format format, Path file) {
        return new Output(format, Optional.of(file));
    }

    /** The place as messages name it. */
    @Override
    public String toString() {
        return file.map(Path::toString).orElse("standard output");
    }
}
