package dev.concurrencylint.check;

import dev.concurrencylint.baseline.Baseline;
import dev.concurrencylint.baseline.BaselineFile;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.report.Sources;
import dev.concurrencylint.source.SourceSuppressions;
import dev.concurrencylint.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        demandModule(file, baseline.module(), settings.module());
        return Optional.of(baseline);
    }

    private static Baseline read(Path file) throws CheckFailure {
        List<Mistake> mistakes = new ArrayList<>();
        return BaselineFile.read(file, mistakes).orElseThrow(() -> new CheckFailure(Mistake.told(mistakes)));
    }

    private static void demandModule(Path file, String found, String module) throws CheckFailure {
        if (!module.isEmpty() && !found.isEmpty() && !found.equals(module)) {
            throw new CheckFailure(file + ": it is the baseline of the module " + found + ", not of " + module
                    + "; every module has a file of its own");
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
        Optional<BaselineFile.Replaced> old = old(file, settings.module());
        demandWritable(file);
        try {
            Sources sources = new Sources(request.sources(), request.project());
            RunResult all = SourceSuppressions.in(
                    Check.analysed(request.analysis().withSources(request.sources()), analysis),
                    sources.files(),
                    request.analysis().threads());
            Reported reported = new Selection(settings, sources, Optional.empty()).of(all);
            Baseline fresh = Baseline.of(module(settings, old), reported.findings());
            if (all.problems().isEmpty()) {
                Files.writeString(file, BaselineFile.text(fresh));
            }
            Baseline before =
                    old.flatMap(BaselineFile.Replaced::baseline).orElse(Baseline.of(settings.module(), List.of()));
            return new BaselineWritten(
                    file, fresh.size(), fresh.moreThan(before), before.moreThan(fresh), all.problems());
        } catch (InputException e) {
            throw new CheckFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }

    private static void demandOwn(Path file, CheckRequest request) throws CheckFailure {
        try {
            Optional<String> objection = Inputs.of(request).without(file).objection(file);
            if (objection.isPresent()) {
                throw new CheckFailure("cannot write " + file + ": " + objection.get());
            }
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }

    /** Who does not say the module keeps what the file says. */
    private static String module(Settings settings, Optional<BaselineFile.Replaced> old) {
        return settings.module().isEmpty()
                        && old.isPresent()
                        && !old.get().modules().isEmpty()
                ? old.get().modules().first()
                : settings.module();
    }

    /** What is known of the file; empty if there is none. It must be one that may be written over. */
    private static Optional<BaselineFile.Replaced> old(Path file, String module) throws CheckFailure {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CheckFailure("cannot write " + file + ": its directory does not exist");
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        BaselineFile.Replaced old = look(file);
        if (!old.otherForms().isEmpty()) {
            throw new CheckFailure("cannot write " + file + ": it is a baseline of form "
                    + old.otherForms().first() + ", which this version does not know");
        }
        for (String one : old.modules()) {
            demandModule(file, one, module);
        }
        if (old.modules().size() > 1) {
            throw new CheckFailure("cannot write " + file + ": it is the baseline of the modules "
                    + String.join(" and ", old.modules()));
        }
        return Optional.of(old);
    }

    private static BaselineFile.Replaced look(Path file) throws CheckFailure {
        try {
            if (!Files.isDirectory(file)) {
                BaselineFile.Replaced old = BaselineFile.replaced(file);
                if (old.allowed()) {
                    return old;
                }
            }
            throw new CheckFailure("cannot write " + file + ": it is there and is no baseline");
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }

    /** Tries before the analysis, and leaves what is there as it is. */
    private static void demandWritable(Path file) throws CheckFailure {
        try {
            if (Files.exists(file)) {
                Files.newOutputStream(file, StandardOpenOption.WRITE).close();
            } else {
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW).close();
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }
}
