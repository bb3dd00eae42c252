package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule brings a page, a detector, a loud and a quiet fixture, all at its own address; and nothing there is without a rule. */
final class CompletenessTest {
    private static final String RULES = "dev/concurrencylint/rules";
    private static final List<String> SECTIONS = List.of(
            "Repair",
            "What it finds",
            "Why it matters",
            "Example",
            "Confidence",
            "When it stays silent",
            "What it cannot see",
            "How to suppress");
    private static final Pattern FIXTURE = Pattern.compile("(.+?)(Loud|Quiet)\\w*\\.java");
    private static final Pattern HEADING = Pattern.compile("^## (.+)$", Pattern.MULTILINE);

    static List<Rule> rules() {
        return Catalogue.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void thePageHasAllSectionsInOrder(Rule rule) {
        String page = rule.page();
        assertThat(page).startsWith("# " + rule.id() + "\n");
        assertThat(HEADING.matcher(page).results().map(heading -> heading.group(1)))
                .containsExactlyElementsOf(SECTIONS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRepairIsOnTheFirstScreen(Rule rule) {
        assertThat(rule.page().lines().limit(8)).contains("## Repair");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theExampleNamesTheRuleOnItsLine(Rule rule) {
        String page = rule.page();
        String example = page.substring(page.indexOf("## Example"), page.indexOf("## Confidence"));
        assertThat(example).contains("// " + rule.id());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void thePageTellsHowToSuppressThisRule(Rule rule) {
        String page = rule.page();
        assertThat(page.substring(page.indexOf("## How to suppress")))
                .contains(
                        "@SuppressFBWarnings(\"" + rule.id() + "\")", rule.id() + ": off", "concurrency-lint:baseline");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aDetectorStandsAtTheAddress(Rule rule) {
        String file = "dev/concurrencylint/detectors/" + rule.address() + ".class";
        assertThat(CompletenessTest.class.getClassLoader().getResource(file))
                .as(file)
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aLoudFixtureExpectsIt(Rule rule) {
        assertThat(fixtures().filter(source -> isFixture(source, rule, "Loud")))
                .anyMatch(source -> source.labels().stream()
                        .anyMatch(label -> label.kind() == Label.Kind.EXPECT
                                && label.rule().equals(rule.id())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aQuietFixtureExpectsNothing(Rule rule) {
        assertThat(fixtures().filter(source -> isFixture(source, rule, "Quiet")))
                .isNotEmpty()
                .allMatch(source -> source.labels().stream().noneMatch(label -> label.kind() == Label.Kind.EXPECT));
    }

    @Test
    void noFixtureIsWithoutARule() {
        assertThat(fixtures().map(source -> addressOf(source.path()))).isSubsetOf(addresses());
    }

    @Test
    void noPageIsWithoutARule() {
        assertThat(atAddresses(".md")).isEqualTo(addresses());
    }

    @Test
    void everyRuleIsRegistered() {
        Set<String> classes = atAddresses(".class").stream()
                .filter(address -> !address.endsWith("/package-info"))
                .collect(Collectors.toSet());
        assertThat(classes).isEqualTo(addresses());
    }

    @Test
    void theCatalogueIsSorted() {
        assertThat(Catalogue.rules().stream().map(Rule::id)).isSorted().doesNotHaveDuplicates();
    }

    private static Stream<LabelledSource> fixtures() {
        return Stream.concat(LabelledSource.all().stream(), LabelledSource.ofNewerJava().stream());
    }

    private static boolean isFixture(LabelledSource source, Rule rule, String side) {
        Matcher parts = FIXTURE.matcher(source.path());
        return parts.matches()
                && parts.group(1).equals(rule.address())
                && parts.group(2).equals(side);
    }

    /** The rule that a fixture's path tells, or the path itself where it tells none. */
    private static String addressOf(String path) {
        Matcher parts = FIXTURE.matcher(path);
        return parts.matches() ? parts.group(1) : path;
    }

    private static Set<String> addresses() {
        return Catalogue.rules().stream().map(Rule::address).collect(Collectors.toSet());
    }

    /** The files of the families' folders beside the rules, without their ending. */
    private static Set<String> atAddresses(String ending) {
        Set<String> families = Stream.of(Family.values()).map(Family::word).collect(Collectors.toSet());
        return Root.holding(RULES + "/Rule.class").texts(RULES, ending).keySet().stream()
                .filter(file -> file.contains("/") && families.contains(file.substring(0, file.indexOf('/'))))
                .map(file -> file.substring(0, file.length() - ending.length()))
                .collect(Collectors.toSet());
    }
}
