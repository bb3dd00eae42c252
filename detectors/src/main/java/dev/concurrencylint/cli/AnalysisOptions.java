package dev.concurrencylint.cli;

import dev.concurrencylint.check.Check;
import dev.concurrencylint.check.Configuration;
import dev.concurrencylint.check.RuleSettings;
import dev.concurrencylint.check.Scope;
import dev.concurrencylint.check.Settings;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.rules.Confidence;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The arguments of every command that analyses: what, with which classes, for which Java. */
final class AnalysisOptions {
    private static final String CONFIG = "--config";
    private static final String SOURCES = "--sources";
    private static final String CONFIDENCE = "--confidence";
    private static final String BASELINE = "--baseline";
    private static final String RELEASE = "--release";

    private AnalysisOptions() {}

    /** Declares them; the paths are the positional arguments from that index on. */
    static void declare(CommandSpec spec, int firstPath) {
        spec.addOption(OptionSpec.builder("--classpath")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("CP")
                .description("Jars and directories that are read for types and not reported on, with '"
                        + File.pathSeparator + "' between them; may be repeated.")
                .build());
        spec.addOption(OptionSpec.builder(RELEASE)
                .type(int.class)
                .paramLabel("N")
                .converters(value -> number(value, "a Java version"))
                .description("The Java version that the program runs on; " + Check.NEWEST_RELEASE + " if not said.")
                .build());
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .converters(AnalysisOptions::path)
                .paramLabel("FILE")
                .description("A configuration file; what is said on the command line wins.")
                .build());
        spec.addOption(OptionSpec.builder("--threads")
                .type(int.class)
                .paramLabel("N")
                .converters(value -> number(value, "a number of threads"))
                .description("How many threads may work; as many as there are processors if not said.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index(firstPath + "..*")
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .converters(AnalysisOptions::path)
                .paramLabel("PATH")
                .description("A jar, a directory of classes, or a class file.")
                .build());
    }

    /** What was said, and what the settings say. */
    static AnalysisRequest request(ParseResult result, int firstPath, Settings settings) {
        List<String> lists = result.matchedOptionValue("--classpath", List.of());
        List<Path> classpath = new ArrayList<>();
        for (String list : lists) {
            StringTokenizer elements = new StringTokenizer(list, File.pathSeparator);
            while (elements.hasMoreTokens()) {
                classpath.add(path(elements.nextToken()));
            }
        }
        return new AnalysisRequest(
                paths(result, firstPath),
                classpath,
                settings.release(),
                result.matchedOptionValue("--threads", Runtime.getRuntime().availableProcessors()),
                settings.models());
    }

    /** The configuration file that was named. */
    static Optional<Path> config(ParseResult result) {
        return value(result, CONFIG);
    }

    /** Declares the directories of sources. */
    static void declareSources(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(SOURCES)
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .converters(AnalysisOptions::path)
                .paramLabel("DIR")
                .description("A directory that holds packages of source files; may be repeated.")
                .build());
    }

    /** Declares the lowest confidence and the baseline. */
    static void declareSelection(CommandSpec spec, String baseline) {
        spec.addOption(OptionSpec.builder(CONFIDENCE)
                .type(Confidence.class)
                .converters(word -> Choice.of(Confidence.class, word))
                .paramLabel("high|medium|low")
                .description("The lowest confidence that is reported; medium if not said.")
                .build());
        spec.addOption(OptionSpec.builder(BASELINE)
                .type(Path.class)
                .converters(AnalysisOptions::path)
                .paramLabel("FILE")
                .description(baseline)
                .build());
    }

    /** What was said of the analysis, but for the gate. */
    static Configuration said(ParseResult result) {
        return new Configuration(
                value(result, CONFIDENCE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                value(result, BASELINE),
                RuleSettings.NONE,
                Scope.EVERYWHERE,
                List.of(),
                value(result, RELEASE));
    }

    /** The directories of sources that were named. */
    static List<Path> sources(ParseResult result) {
        return result.matchedOptionValue(SOURCES, List.of());
    }

    /** The value of the option, if it was given. */
    static <T> Optional<T> value(ParseResult result, String option) {
        return result.hasMatchedOption(option)
                ? Optional.of(result.matchedOption(option).<T>getValue())
                : Optional.empty();
    }

    private static List<Path> paths(ParseResult result, int firstPath) {
        for (PositionalParamSpec positional : result.matchedPositionals()) {
            if (positional.index().min() == firstPath && positional.index().isVariable()) {
                return positional.getValue();
            }
        }
        return List.of();
    }

    /** The path, for options that take one. */
    static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + value + "' is no path: " + e.getReason());
        }
    }

    private static int number(String value, String what) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not " + what);
        }
        throw new TypeConversionException("'" + value + "' is not " + what);
    }
}
