package dev.concurrencylint.engine;

import dev.concurrencylint.async.Blocking;
import dev.concurrencylint.async.Promises;
import dev.concurrencylint.async.Target;
import dev.concurrencylint.bytecode.ProgramReader;
import dev.concurrencylint.bytecode.UnreadableInputException;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Places;
import dev.concurrencylint.detectors.catalogue.Detectors;
import dev.concurrencylint.findings.Merging;
import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.findings.Suppressions;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.pools.Pools;
import dev.concurrencylint.program.ClassFiles;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.source.FieldGuards;
import dev.concurrencylint.source.SourceFiles;
import dev.concurrencylint.summaries.Judged;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Ownership;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.summaries.Summary;
import dev.concurrencylint.threads.Threads;
import dev.concurrencylint.visibility.Visibility;
import dev.concurrencylint.waiting.EntryHolds;
import dev.concurrencylint.waiting.WaitFault;
import dev.concurrencylint.waiting.Waits;
import dev.concurrencylint.yaml.Mistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The analysis as a whole: from class files to findings. */
public final class Engine {
    private Engine() {}

    /**
     * Analyses the paths.
     *
     * @throws InputException if a path is missing or unreadable as a whole, or a model file is wrong
     */
    public static RunResult analyse(AnalysisRequest request) throws InputException {
        FutureTask<Models> models = new FutureTask<>(() -> models(request));
        new Thread(models, "concurrency-lint models").start();
        try (ProgramReader reader = open(request)) {
            return analyse(
                    reader, get(models), request.release(), new SourceFiles(request.sources()), request.threads());
        } catch (InputException e) {
            get(models); // what is wrong with the models is told first
            throw e;
        }
    }

    private static Models get(FutureTask<Models> models) throws InputException {
        try {
            return models.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading models", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InputException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Analyses classes that a host has found, on the thread of the caller but for reading them, and closes what they come from.
     *
     * @param sources where the host has found sources, perhaps nowhere
     */
    public static RunResult analyse(ClassFiles classes, SourceFiles sources) {
        try (ProgramReader reader = new ProgramReader(classes, 1)) {
            return analyse(reader, Models.shipped(), Optional.empty(), sources, 1);
        }
    }

    private static RunResult analyse(
            ProgramReader reader, Models models, Optional<Integer> release, SourceFiles sources, int threads) {
        Summaries summaries = Summaries.of(reader.program(), reader, models);
        MonitorUse monitors = MonitorUse.of(summaries, models);
        Blocking blocking = Blocking.of(summaries, monitors, reader, models.async(), new Target(release));
        List<Judged> judged = Ownership.judge(summaries);
        List<WaitFault> waits = Waits.judge(summaries, monitors, reader, models.waits());
        Known known = new Known(
                judged,
                monitors,
                waits,
                blocking.blocked(),
                Promises.judge(summaries, models.async(), models.promises(), models.waits(), blocking.circles()),
                blocking.circles(),
                Pools.judge(summaries, monitors, models.periodic(), models.promises()),
                Threads.judge(summaries),
                Visibility.judge(
                        summaries,
                        monitors,
                        new EntryHolds(summaries, monitors, reader, models.waits()),
                        reader,
                        models.waits().promises(),
                        FieldGuards.in(sources, Visibility.mayGuard(summaries), threads),
                        judged,
                        waits),
                new Places(summaries, reader));
        Surroundings surroundings = new Surroundings(reader, summaries);
        List<Finding> findings = new ArrayList<>();
        for (Detector detector : Detectors.all()) {
            for (Finding finding : detector.detect(known)) {
                if (isReportedOn(finding, reader.program())) {
                    findings.add(finding.withAround(surroundings.of(finding)));
                }
            }
        }
        List<Finding> merged = Merging.merge(findings);
        return new RunResult(
                merged,
                problems(reader, summaries),
                statistics(reader, summaries),
                suppressions(merged, reader.program()),
                classes(reader.program()));
    }

    private static List<String> classes(Program program) {
        return program.classes().values().stream()
                .filter(ClassInfo::underAnalysis)
                .map(type -> type.name().replace('/', '.'))
                .toList();
    }

    private static boolean isReportedOn(Finding finding, Program program) {
        return program.isReportedOn(finding.place().source().className().replace('.', '/'));
    }

    private static Models models(AnalysisRequest request) throws InputException {
        List<Mistake> mistakes = new ArrayList<>();
        Models models = Models.with(request.models(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new InputException(Mistake.told(mistakes));
        }
        return models;
    }

    private static ProgramReader open(AnalysisRequest request) throws InputException {
        try {
            return new ProgramReader(
                    request.paths(),
                    request.classpath(),
                    request.release().orElse(AnalysisRequest.NEWEST_RELEASE),
                    request.threads());
        } catch (UnreadableInputException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    private static Suppressions suppressions(List<Finding> findings, Program program) {
        List<Suppression> declared = new ArrayList<>();
        for (ClassInfo type : program.classes().values()) {
            declared.addAll(type.suppressions());
        }
        Collections.sort(declared);
        Suppressions all = Suppressions.of(declared, findings);
        // An annotation of a neighbour may cover a nested class that is reported on, and most of its own findings are
        // not known.
        return new Suppressions(
                all.declared(),
                all.suppressed(),
                all.unused().stream()
                        .filter(one -> program.isReportedOn(one.className().replace('.', '/')))
                        .toList());
    }

    private static List<Problem> problems(ProgramReader reader, Summaries summaries) {
        List<Problem> problems = new ArrayList<>();
        reader.unreadable().forEach(file -> problems.add(new Problem(file.place(), file.reason())));
        summaries.broken().stream()
                .filter(broken ->
                        reader.program().isReportedOn(broken.method().ref().owner()))
                .forEach(broken -> problems.add(
                        new Problem(broken.method().toString(), "could not be analysed: " + broken.reason())));
        Collections.sort(problems);
        return problems;
    }

    private static Statistics statistics(ProgramReader reader, Summaries summaries) {
        Program program = reader.program();
        int classes = 0;
        int methods = 0;
        for (ClassInfo type : program.classes().values()) {
            if (!type.underAnalysis()) {
                continue;
            }
            classes++;
            methods += (int)
                    type.methods().stream().filter(method -> method.hasCode()).count();
        }
        SortedMap<String, Integer> counters = new TreeMap<>();
        count(counters, "classes newer than Java 25, read on trust", reader.newerClasses());
        count(counters, "methods skipped (subroutines, or too large)", reader.skippedMethods());
        int bounded = 0;
        for (Summary summary : summaries.all().values()) {
            bounded += summary.flow().bounded() ? 1 : 0;
        }
        count(counters, "methods in which a bound was reached", bounded);
        return new Statistics(classes, methods, summaries.all().size(), program.missing(), counters);
    }

    private static void count(SortedMap<String, Integer> counters, String what, int number) {
        if (number > 0) {
            counters.put(what, number);
        }
    }

    /**
     * What the analysis thought of the methods of that name, as text for people.
     *
     * @param method {@code pkg.Type.method}, {@code pkg.Type$Inner.method} or with a descriptor
     * @throws InputException if a path is missing or unreadable as a whole, or no such method is found
     */
    public static String trace(AnalysisRequest request, String method) throws InputException {
        Models models = models(request);
        try (ProgramReader reader = open(request)) {
            List<MethodInfo> wanted = methods(reader.program(), method);
            if (wanted.isEmpty()) {
                throw new InputException("there is no method " + method
                        + "; name it as pkg.Type.method or pkg.Type$Inner.method, with or without its descriptor");
            }
            Summaries summaries = Summaries.of(reader.program(), reader, models);
            List<Judged> judged = Ownership.judge(summaries);
            StringBuilder text = new StringBuilder();
            for (MethodInfo one : wanted) {
                text.append(one.ref().owner().replace('/', '.'))
                        .append('.')
                        .append(one.ref().name())
                        .append(one.ref().descriptor())
                        .append('\n')
                        .append(summaries.describe(one))
                        .append(Ownership.weigh(summaries, one));
                for (Judged fault : judged) {
                    if (fault.summary().method().equals(one)) {
                        text.append("judged ")
                                .append(fault.confidence())
                                .append(' ')
                                .append(fault.evidence());
                        text.append(' ').append(fault.fault()).append('\n');
                    }
                }
                text.append(Waits.weigh(summaries, MonitorUse.of(summaries, models), reader, models.waits(), one));
            }
            return text.toString();
        }
    }

    private static List<MethodInfo> methods(Program program, String wanted) {
        List<MethodInfo> found = new ArrayList<>();
        for (ClassInfo type : program.classes().values()) {
            for (MethodInfo method : type.methods()) {
                String name = type.name().replace('/', '.') + "." + method.ref().name();
                if (name.equals(wanted) || wanted.equals(name + method.ref().descriptor())) {
                    found.add(method);
                }
            }
        }
        return found;
    }
}
