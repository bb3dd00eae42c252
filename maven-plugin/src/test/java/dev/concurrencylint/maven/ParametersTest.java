package dev.concurrencylint.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.Settings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The plugin's descriptor, as Maven reads it. */
final class ParametersTest {
    @Test
    void everyParameterHasAPropertyOfItsName() throws Exception {
        for (Element goal : goals()) {
            for (String parameter : parameters(goal)) {
                Element configuration =
                        (Element) goal.getElementsByTagName("configuration").item(0);
                assertThat(configuration.getElementsByTagName(parameter).item(0).getTextContent())
                        .isEqualTo("${concurrency-lint." + parameter + "}");
            }
        }
    }

    @Test
    void theReadmeHasThemAll() throws Exception {
        String readme =
                Files.readString(Path.of(System.getProperty("basedir", "")).resolve("../README.md"));
        for (String parameter : parameters(goal("check"))) {
            assertThat(readme).containsPattern("\n\\| (`\\w+`, )?`" + parameter + "`(, `\\w+`)? \\|");
        }
    }

    @Test
    void everyKeyOfTheConfigurationIsAParameterAndExplained() throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("basedir", "")).resolve("../docs/configuration.md"));
        Matcher row = Pattern.compile("\n\\| `(\\w+)` \\| ")
                .matcher(page.substring(page.indexOf("## Keys"), page.indexOf("## What wins")));
        List<String> keys = new ArrayList<>();
        while (row.find()) {
            keys.add(row.group(1));
        }
        assertThat(keys).containsExactlyElementsOf(Settings.keys());
        assertThat(parameters(goal("check"))).containsAll(keys);
    }

    @Test
    void checkRunsInParallelBuildsAfterPackaging() throws Exception {
        Element check = goal("check");
        assertThat(text(check, "threadSafe")).isEqualTo("true");
        assertThat(text(check, "phase")).isEqualTo("verify");
        assertThat(text(check, "requiresDependencyCollection")).isEqualTo("test");
        assertThat(check.getElementsByTagName("requiresDependencyResolution").getLength())
                .isZero();
    }

    /** Those that a user can set. */
    private static List<String> parameters(Element goal) {
        List<String> names = new ArrayList<>();
        NodeList parameters = goal.getElementsByTagName("parameter");
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            if (text(parameter, "editable").equals("true")) {
                names.add(text(parameter, "name"));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static Element goal(String name) throws Exception {
        return goals().stream()
                .filter(goal -> text(goal, "goal").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All but help, which Maven's tools write. */
    private static List<Element> goals() throws Exception {
        List<Element> goals = new ArrayList<>();
        NodeList mojos = descriptor().getElementsByTagName("mojo");
        for (int i = 0; i < mojos.getLength(); i++) {
            Element mojo = (Element) mojos.item(i);
            if (!text(mojo, "goal").equals("help")) {
                goals.add(mojo);
            }
        }
        assertThat(goals).hasSize(4);
        return goals;
    }

    private static Document descriptor() throws Exception {
        try (InputStream in = requireNonNull(CheckMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
