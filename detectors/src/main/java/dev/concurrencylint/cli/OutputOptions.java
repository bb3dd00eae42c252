package dev.concurrencylint.cli;

import dev.concurrencylint.check.Output;
import dev.concurrencylint.report.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options {@code --format} and {@code --output}: a file belongs to the format before it. */
final class OutputOptions {
    private final List<Output> outputs = new ArrayList<>();

    void declare(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--format")
                .type(Format.class)
                .converters(word -> Choice.of(Format.class, word))
                .setter(new InOrder<>(Format.class, format -> outputs.add(Output.standard(format))))
                .paramLabel(String.join("|", Format.words()))
                .description("A report; may be repeated. One report goes to standard output; console if not said.")
                .build());
        spec.addOption(OptionSpec.builder("--output")
                .type(Path.class)
                .converters(AnalysisOptions::path)
                .setter(new InOrder<>(Path.class, file -> divert(file, spec)))
                .paramLabel("FILE")
                .description("The file of the report that the --format before it asks for.")
                .build());
    }

    private void divert(Path file, CommandSpec spec) {
        int last = outputs.size() - 1;
        if (last < 0 || outputs.get(last).file().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--output " + file + " belongs to the --format before it, and there is none");
        }
        outputs.set(last, Output.file(outputs.get(last).format(), file));
    }

    List<Output> outputs() {
        return outputs.isEmpty() ? List.of(Output.standard(Format.CONSOLE)) : List.copyOf(outputs);
    }

    /** Hears the values of an option as they are read; the null with which the parser begins is none. */
    private record InOrder<V>(Class<V> type, Consumer<V> listener) implements ISetter {
        @Override
        public <T> T set(T value) {
            if (type.isInstance(value)) {
                listener.accept(type.cast(value));
            }
            return value;
        }
    }
}
