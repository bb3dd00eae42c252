package dev.concurrencylint.cli;

import dev.concurrencylint.check.Version;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that only inform. Declared here because picocli's own mixin of them is read by reflection, which costs every run more
 * than parsing the arguments.
 */
final class HelpOptions {
    private HelpOptions() {}

    static void declareHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
    }

    static void declareVersion(CommandSpec spec) {
        spec.versionProvider(() -> new String[] {"concurrency-lint " + Version.text()});
        spec.addOption(OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Show the version and exit.")
                .build());
    }
}
