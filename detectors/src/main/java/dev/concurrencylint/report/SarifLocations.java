package dev.concurrencylint.report;

import com.google.gson.stream.JsonWriter;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Suppression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** SARIF's {@code location} of a place. */
final class SarifLocations {
    /** Names the project's directory; GitHub and other readers know the word. */
    static final String BASE = "%SRCROOT%";

    private static final String PATH_CHARACTERS = "-._~!$&'()*+,;=@/";
    private static final String HEX = "0123456789ABCDEF";

    private final JsonWriter json;
    private final Sources sources;

    SarifLocations(JsonWriter json, Sources sources) {
        this.json = json;
        this.sources = sources;
    }

    void location(Place place) throws IOException {
        json.beginObject();
        place(place);
        json.endObject();
    }

    void location(Place place, String text) throws IOException {
        json.beginObject();
        place(place);
        message(text);
        json.endObject();
    }

    void location(int id, Place place, String text) throws IOException {
        json.beginObject();
        json.name("id").value(id);
        place(place);
        message(text);
        json.endObject();
    }

    void message(String text) throws IOException {
        json.name("message").beginObject();
        json.name("text").value(text);
        json.endObject();
    }

    private void place(Place place) throws IOException {
        json.name("physicalLocation").beginObject();
        artifact(place);
        if (place.line() > 0) {
            region(place);
        }
        json.endObject();
        json.name("logicalLocations").beginArray();
        method(place.source());
        if (!place.bytecode().equals(place.source())) {
            method(place.bytecode());
        }
        json.endArray();
    }

    private void artifact(Place place) throws IOException {
        json.name("artifactLocation").beginObject();
        json.name("uri").value(encoded(sources.path(place)));
        json.name("uriBaseId").value(BASE);
        json.endObject();
    }

    private void region(Place place) throws IOException {
        json.name("region").beginObject();
        if (place.range().isPresent()) {
            Range range = place.range().get();
            json.name("startLine").value(range.startLine());
            json.name("startColumn").value(range.startColumn());
            json.name("endLine").value(range.endLine());
            json.name("endColumn").value(range.endColumn());
            json.endObject();
            return;
        }
        json.name("startLine").value(place.line());
        Optional<SourceLine> line = sources.text(place).flatMap(text -> text.line(place.line()));
        if (line.isPresent()) {
            json.name("startColumn").value(line.get().start() + 1);
            json.name("endLine").value(place.line());
            json.name("endColumn").value(line.get().end() + 1);
        }
        json.endObject();
    }

    private void method(MethodName method) throws IOException {
        json.beginObject();
        json.name("name").value(method.name());
        json.name("fullyQualifiedName").value(method.toString());
        json.name("kind").value("function");
        json.endObject();
    }

    /** What takes back a finding, with the place of the annotation as far as class files tell it: the file and the element. */
    void suppression(Place finding, Suppression suppression) throws IOException {
        json.beginObject();
        json.name("kind").value("inSource");
        if (!suppression.justification().isEmpty()) {
            json.name("justification").value(suppression.justification());
        }
        json.name("location").beginObject();
        json.name("physicalLocation").beginObject();
        artifact(fileOf(finding, suppression));
        json.endObject();
        json.name("logicalLocations").beginArray().beginObject();
        json.name("fullyQualifiedName").value(suppression.place());
        json.name("kind").value(kind(suppression.target()));
        json.endObject().endArray();
        message(suppression.toString());
        json.endObject();
        json.endObject();
    }

    /** A place in the annotated file: nested classes stand in the file of the outermost one. */
    private static Place fileOf(Place finding, Suppression suppression) {
        boolean sameFile = outermost(suppression.className())
                .equals(outermost(finding.source().className()));
        MethodName somewhere = new MethodName(suppression.className(), "", "");
        return new Place(somewhere, somewhere, sameFile ? finding.sourceFile() : "", 0);
    }

    private static String outermost(String className) {
        int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    private static String kind(Suppression.Target target) {
        return switch (target) {
            case PACKAGE -> "namespace";
            case CLASS -> "type";
            case METHOD -> "function";
            case FIELD -> "member";
            case PARAMETER -> "parameter";
        };
    }

    /** The path as a relative URI reference (RFC 3986): UTF-8, and percent signs before what a path may not hold. */
    static String encoded(String path) {
        StringBuilder uri = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || PATH_CHARACTERS.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return uri.toString();
    }
}
