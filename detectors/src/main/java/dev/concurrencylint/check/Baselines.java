package dev.concurrencylint.check;

import dev.concurrencylint.baseline.Baseline;
import dev.concurrencylint.baseline.BaselineFile;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.report.Sources;
import dev.concurrencylint.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the file of accepted findings. */
public final class Baselines {
    private Baselines() {}

    /** The baseline that the settings name. */
    static Optional<Baseline> read(Settings settings) throws CheckFailure {
        if (settings.baseline().isEmpty()) {
            return Optional.empty();
        }
        Path file = settings.baseline().get();
        Baseline baseline = read(file);
        demandModule(file, baseline, settings.module());
        return Optional.of(baseline);
    }

    private static Baseline read(Path file) throws CheckFailure {
        List<Mistake> mistakes = new ArrayList<>();
        return BaselineFile.read(file, mistakes).orElseThrow(() -> new CheckFailure(Mistake.told(mistakes)));
    }

    private static void demandModule(Path file, Baseline baseline, String module) throws CheckFailure {
        if (!module.isEmpty()
                && !baseline.module().isEmpty()
                && !baseline.module().equals(module)) {
            throw new CheckFailure(file + ": it is the baseline of the module " + baseline.module() + ", not of "
                    + module + "; every module has a file of its own");
        }
    }

    /**
     * Analyses, and writes the findings that would count into the baseline that the settings name, in place of what it held.
     *
     * @param request its outputs are not written
     * @throws CheckFailure if nothing was analysed, or the file can't be written or is something else
     */
    public static BaselineWritten write(CheckRequest request) throws CheckFailure {
        return write(request, Engine::analyse);
    }

    static BaselineWritten write(CheckRequest request, Check.Analysis analysis) throws CheckFailure {
        Settings settings = request.settings();
        Path file = settings.baseline()
                .orElseThrow(() -> new CheckFailure(
                        "say which file the baseline is: --baseline FILE, or the key baseline of the configuration"));
        demandOwn(file, request);
        Optional<Baseline> old = old(file, settings.module());
        try {
            RunResult all = Check.analysed(request.analysis(), analysis);
            Sources sources = new Sources(request.sources(), request.project());
            Reported reported = new Selection(settings, sources, Optional.empty()).of(all);
            Baseline fresh = Baseline.of(settings.module(), reported.findings());
            if (all.problems().isEmpty()) {
                Files.writeString(file, BaselineFile.text(fresh));
            }
            Baseline before = old.orElse(Baseline.of(settings.module(), List.of()));
            return new BaselineWritten(
                    file, fresh.size(), fresh.moreThan(before), before.moreThan(fresh), all.problems());
        } catch (InputException e) {
            throw new CheckFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void demandOwn(Path file, CheckRequest request) throws CheckFailure {
        try {
            Optional<String> objection = Inputs.of(request).without(file).objection(file);
            if (objection.isPresent()) {
                throw new CheckFailure("cannot write " + file + ": " + objection.get());
            }
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** What the file holds; empty if there is none, or it is damaged. It must be possible to write it. */
    private static Optional<Baseline> old(Path file, String module) throws CheckFailure {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CheckFailure("cannot write " + file + ": its directory does not exist");
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.isDirectory(file) || !BaselineFile.isOne(file)) {
                throw new CheckFailure("cannot write " + file + ": it is there and is no baseline");
            }
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
        Optional<Baseline> old = BaselineFile.read(file, new ArrayList<>());
        if (old.isPresent()) {
            demandModule(file, old.get(), module);
        }
        return old;
    }
}
