package dev.concurrencylint.spotbugs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.Detector2;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** SpotBugs' files are the catalogue's; with {@code -Dconcurrency-lint.regenerate=true} they are written anew. */
final class PluginFilesTest {
    private static final Path MAIN = Path.of(System.getProperty("basedir", ""), "src/main");
    private static final Path DESCRIPTOR = MAIN.resolve("resources-filtered/findbugs.xml");
    private static final Path MESSAGES = MAIN.resolve("resources/messages.xml");
    private static final Path RANKS = MAIN.resolve("resources/bugrank.txt");

    @Test
    void theFilesAreTheCatalogue() throws IOException {
        compare(DESCRIPTOR, PluginFiles.descriptor());
        compare(MESSAGES, PluginFiles.messages());
        compare(RANKS, PluginFiles.ranks());
    }

    private static void compare(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("concurrency-lint.regenerate")) {
            Files.writeString(file, expected);
        } else {
            assertThat(Files.readString(file))
                    .as(file.getFileName() + " is out of date: see CONTRIBUTING.md")
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"findbugsplugin.xsd, findbugs.xml", "messagecollection.xsd, messages.xml"})
    void theFilesAreValid(String schema, String file) throws Exception {
        SchemaFactory.newDefaultInstance()
                .newSchema(requireNonNull(BugReporter.class.getClassLoader().getResource(schema)))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(resource(file))));
    }

    static List<Rule> rules() {
        return Catalogue.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPatternHasItsRank(Rule rule) throws IOException {
        String ranks = new String(resource("bugrank.txt"), StandardCharsets.UTF_8);
        assertThat(ranks.lines().filter(line -> line.matches("[0-9]+ BugPattern " + rule.id())))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPatternIsDescribedReportedAndExplained(Rule rule) throws Exception {
        assertThat(values("findbugs.xml", "BugPattern", "type")).containsOnlyOnce(rule.id());
        assertThat(values("messages.xml", "BugPattern", "type")).containsOnlyOnce(rule.id());
        assertThat(values("findbugs.xml", "Detector", "reports").stream()
                        .flatMap(ids -> List.of(ids.split(",", -1)).stream()))
                .containsOnlyOnce(rule.id());
    }

    @Test
    void eachFamilyHasADetectorOfItsOwn() throws Exception {
        List<String> detectors = values("findbugs.xml", "Detector", "class");
        assertThat(detectors)
                .containsExactlyElementsOf(PluginFiles.families().stream()
                        .map(PluginFiles::detector)
                        .toList());
        for (Family family : PluginFiles.families()) {
            Object detector = Class.forName(PluginFiles.detector(family))
                    .getConstructor(BugReporter.class)
                    .newInstance(new ErrorLog());
            assertThat(detector)
                    .isInstanceOfSatisfying(
                            Detector2.class,
                            each -> assertThat(each.getDetectorClassName())
                                    .isEqualTo(each.getClass().getName()))
                    .hasFieldOrPropertyWithValue("family", family);
        }
        assertThat(Class.forName(
                        values("findbugs.xml", "EngineRegistrar", "class").get(0)))
                .isEqualTo(SessionRegistrar.class);
    }

    private static List<String> values(String file, String element, String attribute) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(resource(file)));
        NodeList found = document.getElementsByTagName(element);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> ((Element) found.item(i)).getAttribute(attribute))
                .collect(Collectors.toList());
    }

    private static byte[] resource(String name) throws IOException {
        Path root = Path.of(System.getProperty("basedir", ""), "target/classes");
        return Files.readAllBytes(root.resolve(name));
    }
}
