package dev.concurrencylint.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The plugin asks; it does not look into the engine. */
final class DoorTest {
    @Test
    void goalsSeeTheQuestionAndTheAnswerOnly() {
        classes()
                .that()
                .haveSimpleNameNotContaining("HelpMojo")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.inject..",
                        "org.jspecify.annotations..",
                        "org.apache.maven..",
                        "org.eclipse.aether..",
                        "dev.concurrencylint.maven..",
                        "dev.concurrencylint.check..",
                        "dev.concurrencylint.engine..",
                        "dev.concurrencylint.findings..",
                        "dev.concurrencylint.report..",
                        "dev.concurrencylint.rules..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.concurrencylint.maven"));
    }
}
