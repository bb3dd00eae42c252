package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The catalogue as the files that SpotBugs reads of a plugin. */
final class PluginFiles {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Generated from the catalogue: CONTRIBUTING.md tells how. -->
            """;
    private static final String INSTANCE = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    private static final String HOME = "https://github.com/concurrency-lint/concurrency-lint";
    private static final String ABOUT = "Finds how a program breaks under concurrency";
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private PluginFiles() {}

    /** The families that have rules, in the order of their words. */
    static List<Family> families() {
        return Catalogue.rules().stream()
                .map(Rule::family)
                .distinct()
                .sorted(Comparator.comparing(Family::word))
                .toList();
    }

    static List<Rule> rules(Family family) {
        return Catalogue.rules().stream()
                .filter(rule -> rule.family() == family)
                .toList();
    }

    /** The binary name of the family's detector. */
    static String detector(Family family) {
        return "dev.concurrencylint.spotbugs.ConcurrencyLint" + capitalised(family.word());
    }

    /** {@code findbugs.xml}: detectors and patterns. */
    static String descriptor() {
        StringBuilder xml = new StringBuilder(HEAD)
                .append("<FindbugsPlugin")
                .append(INSTANCE)
                .append(
                        "\n        xsi:noNamespaceSchemaLocation=\"findbugsplugin.xsd\" pluginid=\"dev.concurrencylint\"")
                .append(" provider=\"concurrency-lint\"\n        website=\"")
                .append(HOME)
                .append("\" defaultenabled=\"true\" version=\"${project.version}\">\n");
        for (Family family : families()) {
            xml.append(String.format(
                    Locale.ROOT,
                    "  <Detector class=\"%s\" speed=\"fast\"\n          reports=\"%s\"/>\n",
                    detector(family),
                    rules(family).stream().map(Rule::id).collect(Collectors.joining(","))));
        }
        xml.append("  <EngineRegistrar class=\"dev.concurrencylint.spotbugs.SessionRegistrar\"/>\n");
        for (Rule rule : Catalogue.rules()) {
            String cwe = rule.cwe().isEmpty() ? "" : " cweid=\"" + rule.cwe().get(0) + "\"";
            xml.append(String.format(
                    Locale.ROOT,
                    "  <BugPattern type=\"%s\" abbrev=\"%s\" category=\"MT_CORRECTNESS\"%s/>\n",
                    rule.id(),
                    code(rule.family()),
                    cwe));
        }
        return xml.append("</FindbugsPlugin>\n").toString();
    }

    /** {@code messages.xml}: what SpotBugs shows; the details of a pattern are the rule's page. */
    static String messages() {
        StringBuilder xml = new StringBuilder(HEAD)
                .append("<MessageCollection")
                .append(INSTANCE)
                .append("\n        xsi:noNamespaceSchemaLocation=\"messagecollection.xsd\">\n");
        xml.append("  <Plugin>\n")
                .append(element("    ", "ShortDescription", "concurrency-lint: " + ABOUT))
                .append(element("    ", "Details", ABOUT + ", and shows the path on which it happens."))
                .append(element("    ", "BugsUrl", HOME))
                .append("  </Plugin>\n");
        for (Family family : families()) {
            xml.append("  <Detector class=\"").append(detector(family)).append("\">\n");
            xml.append(element("    ", "Details", list(family))).append("  </Detector>\n");
        }
        for (Rule rule : Catalogue.rules()) {
            String summary = capitalised(rule.shortDescription());
            xml.append("  <BugPattern type=\"").append(rule.id()).append("\">\n");
            xml.append(element("    ", "ShortDescription", summary));
            xml.append(element("    ", "LongDescription", summary + ": {2} in {1}"));
            xml.append(element("    ", "Details", "\n" + html(rule.page())));
            xml.append("  </BugPattern>\n");
        }
        for (Family family : families()) {
            xml.append(String.format(
                    Locale.ROOT,
                    "  <BugCode abbrev=\"%s\">%s</BugCode>\n",
                    code(family),
                    "Concurrency: " + family.word()));
        }
        return xml.append("</MessageCollection>\n").toString();
    }

    /**
     * {@code bugrank.txt}: a rank for each pattern, the same whatever rank its category has. Without one the category's own rank
     * would be added twice, and SpotBugs would leave the detector out. A severity has a band of SpotBugs for itself: error is
     * "scary", warning "troubling", note "of concern".
     */
    static String ranks() {
        StringBuilder text = new StringBuilder();
        for (Rule rule : Catalogue.rules()) {
            text.append(rank(rule.severity()))
                    .append(" BugPattern ")
                    .append(rule.id())
                    .append('\n');
        }
        return text.toString();
    }

    private static int rank(Severity severity) {
        return switch (severity) {
            case ERROR -> 5;
            case WARNING -> 10;
            case NOTE -> 15;
        };
    }

    /** The short word before each message in SpotBugs' lists, which its annotations and filters take for all rules of the family. */
    private static String code(Family family) {
        return family.word().toUpperCase(Locale.ROOT);
    }

    private static String list(Family family) {
        StringBuilder html = new StringBuilder("\n<p>The rules about " + family.word() + ":</p>\n<ul>\n");
        for (Rule rule : rules(family)) {
            html.append("<li><code>")
                    .append(rule.id())
                    .append("</code>: ")
                    .append(rule.fullDescription().replace("<", "&lt;"))
                    .append("</li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    /**
     * The page without its title, which SpotBugs shows itself. SpotBugs' own window knows no style for headings, paragraphs and
     * lists, so that they bring it.
     */
    private static String html(String page) {
        String body = page.substring(page.indexOf('\n') + 1);
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    switch (tag) {
                        case "h2" -> attributes.put("style", "font-weight: bold; margin-top: 12px");
                        case "p", "pre" -> attributes.put("style", "margin-top: 6px");
                        case "ul" -> attributes.put("style", "list-style-type: disc; margin-left: 24px");
                        case "ol" -> attributes.put("style", "list-style-type: decimal; margin-left: 24px");
                        default -> attributes.remove("class");
                    }
                })
                .build()
                .render(Parser.builder().extensions(TABLES).build().parse(body));
    }

    private static String element(String indent, String name, String text) {
        if (text.contains("]]>")) {
            throw new IllegalArgumentException("cannot stand in a CDATA section: " + text);
        }
        return indent + "<" + name + "><![CDATA[" + text + "]]></" + name + ">\n";
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
