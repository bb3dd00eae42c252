package dev.concurrencylint.packed;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What every door tells of a finding.
 *
 * @param method {@code pkg.Type$Inner.method(desc)ret}
 * @param line -1 where it is not known
 */
record Told(String rule, String method, int line) implements Comparable<Told> {
    private static final Comparator<Told> ORDER =
            Comparator.comparing(Told::rule).thenComparing(Told::method).thenComparing(Told::line);

    /** Of a report in SARIF, sorted. */
    static List<Told> ofSarif(Path report) throws IOException {
        List<Told> told = new ArrayList<>();
        JsonObject run = JsonParser.parseString(Files.readString(report))
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
        for (JsonElement each : run.getAsJsonArray("results")) {
            JsonObject result = each.getAsJsonObject();
            JsonObject location = result.getAsJsonArray("locations").get(0).getAsJsonObject();
            JsonObject region = location.getAsJsonObject("physicalLocation").getAsJsonObject("region");
            told.add(new Told(
                    result.get("ruleId").getAsString(),
                    location.getAsJsonArray("logicalLocations")
                            .get(0)
                            .getAsJsonObject()
                            .get("fullyQualifiedName")
                            .getAsString(),
                    region == null ? -1 : region.get("startLine").getAsInt()));
        }
        Collections.sort(told);
        return told;
    }

    /** Of a report of SpotBugs in XML, the findings of its own detectors aside, sorted. */
    static List<Told> ofSpotBugs(Path report) throws IOException {
        List<Told> told = new ArrayList<>();
        for (Element bug : elements(root(report), "BugInstance")) {
            if (bug.getAttribute("type").matches("(LOCK|PERMIT|MONITOR|ASYNC|POOL|THREAD|VISIBILITY|HTTP)_.*")) {
                Element method = primary(bug, "Method");
                Element line = primary(bug, "SourceLine");
                told.add(new Told(
                        bug.getAttribute("type"),
                        method.getAttribute("classname") + "." + method.getAttribute("name")
                                + method.getAttribute("signature"),
                        line.hasAttribute("start") ? Integer.parseInt(line.getAttribute("start")) : -1));
            }
        }
        Collections.sort(told);
        return told;
    }

    /** The errors that a report of SpotBugs tells. */
    static List<String> errors(Path report) throws IOException {
        return elements(root(report), "ErrorMessage").stream()
                .map(Element::getTextContent)
                .toList();
    }

    private static Element primary(Element bug, String name) {
        return elements(bug, name).stream()
                .filter(element -> element.getParentNode() == bug && element.hasAttribute("primary"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> elements(Element above, String name) {
        NodeList found = above.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Element root(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report of SpotBugs", e);
        }
    }

    @Override
    public int compareTo(Told other) {
        return ORDER.compare(this, other);
    }
}
