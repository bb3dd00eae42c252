package dev.concurrencylint.check;

import dev.concurrencylint.baseline.Baseline;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Edits;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.report.Sources;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.source.Ranges;
import dev.concurrencylint.source.Repairs;
import dev.concurrencylint.source.SourceSuppressions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Repairs what a check would report and what can be repaired safely. */
public final class Fixes {
    private final FixRequest request;
    private final Sources sources;
    private final List<String> left = new ArrayList<>();
    private final StringBuilder patch = new StringBuilder();
    private int repairs;
    private int files;

    private Fixes(FixRequest request) {
        this.request = request;
        this.sources = new Sources(request.check().sources(), request.check().project());
    }

    /** The repairs of one file. */
    private record Changed(Place place, List<Repair> repairs) {}

    /**
     * Analyses, and makes the repairs a patch, or writes them.
     *
     * @throws CheckFailure if nothing was analysed, or there are no directories of sources, or a file can't be written
     */
    public static FixResult run(FixRequest request) throws CheckFailure {
        Fixes fixes = new Fixes(request);
        Check.demandSources(request.check().sources());
        if (request.check().sources().isEmpty()) {
            throw new CheckFailure("there is nothing to repair without sources: --sources DIR");
        }
        Reported reported = fixes.reported();
        for (Changed changed : fixes.changed(reported).values()) {
            fixes.change(changed);
        }
        return new FixResult(
                fixes.patch.toString(),
                fixes.repairs,
                fixes.files,
                request.apply() && fixes.files > 0,
                fixes.left,
                reported.problems());
    }

    private Reported reported() throws CheckFailure {
        CheckRequest check = request.check();
        Optional<Baseline> baseline = Baselines.read(check.settings());
        int threads = check.analysis().threads();
        try {
            RunResult all = SourceSuppressions.in(
                    Check.analysed(check.analysis().withSources(check.sources()), Engine::analyse),
                    sources.files(),
                    threads);
            return Ranges.in(new Selection(check.settings(), sources, baseline).of(all), sources.files(), threads);
        } catch (InputException e) {
            throw new CheckFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** By file; of repairs that touch the same lines the first is taken, and a later run may do the rest. */
    private Map<String, Changed> changed(Reported reported) {
        Map<Finding, Repair> all = Repairs.of(reported.findings(), sources.files());
        List<String> unlike = reported.sources().unlike();
        Map<String, Changed> changed = new TreeMap<>();
        for (Finding finding : reported.findings()) {
            Repair repair = all.get(finding);
            if (repair == null) {
                continue;
            }
            if (unlike.contains(repair.sourcePath())) {
                leave(sources.path(finding.place()) + " is left as it is: it is not what its class was compiled from");
                continue;
            }
            Changed file = changed.computeIfAbsent(
                    repair.sourcePath(), path -> new Changed(finding.place(), new ArrayList<>()));
            if (file.repairs().stream().anyMatch(one -> one.edits().equals(repair.edits()))) {
                continue; // two findings, one repair
            }
            if (file.repairs().stream().anyMatch(repair::meets)) {
                leave(told(finding.place()) + ": the repair of "
                        + finding.rule().id() + " meets another one; run again for it");
            } else {
                file.repairs().add(repair);
            }
        }
        return changed;
    }

    private void leave(String what) {
        if (!left.contains(what)) {
            left.add(what);
        }
    }

    private String told(Place place) {
        return sources.path(place) + ":" + place.line();
    }

    private void change(Changed changed) throws CheckFailure {
        String path = sources.path(changed.place());
        try {
            // What is written over is what a link leads to.
            Path file = sources.files()
                    .find(changed.place().sourcePath())
                    .orElseThrow()
                    .toRealPath();
            Optional<String> objection =
                    request.apply() && !request.uncommitted() ? WorkTree.objection(file) : Optional.empty();
            String before = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (objection.isPresent()) {
                leave(path + " is left as it is: " + objection.get());
                return;
            }
            List<Repair.Edit> edits = changed.repairs().stream()
                    .flatMap(repair -> repair.edits().stream())
                    .toList();
            String after = Edits.applied(before, edits);
            if (request.apply()) {
                Files.writeString(file, after);
            }
            patch.append(Patch.of(path, before, after));
            repairs += changed.repairs().size();
            files++;
        } catch (CharacterCodingException e) {
            leave(path + " is left as it is: it is not in UTF-8");
        } catch (IOException e) {
            throw new CheckFailure("cannot write " + path + ": " + Outputs.reason(e), e);
        }
    }
}
