package dev.concurrencylint.report;

import com.google.gson.stream.JsonWriter;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.SourceSuppression;
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
        artifact(sources.path(place));
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

    private void artifact(String path) throws IOException {
        json.name("artifactLocation").beginObject();
        json.name("uri").value(encoded(path));
        json.name("uriBaseId").value(BASE);
        json.endObject();
    }

    private void region(Place place) throws IOException {
        Optional<SourceLine> line = sources.text(place).flatMap(text -> text.line(place.line()));
        if (place.range().isPresent()) {
            region("region", place.range().get());
        } else if (line.isPresent()) {
            region(
                    "region",
                    new Range(
                            place.line(),
                            line.get().start() + 1,
                            place.line(),
                            line.get().end() + 1));
        } else {
            json.name("region").beginObject();
            json.name("startLine").value(place.line());
            json.endObject();
        }
    }

    private void region(String name, Range range) throws IOException {
        json.name(name).beginObject();
        json.name("startLine").value(range.startLine());
        json.name("startColumn").value(range.startColumn());
        json.name("endLine").value(range.endLine());
        json.name("endColumn").value(range.endColumn());
        json.endObject();
    }

    private void method(MethodName method) throws IOException {
        json.beginObject();
        json.name("name").value(method.name());
        json.name("fullyQualifiedName").value(method.toString());
        json.name("kind").value("function");
        json.endObject();
    }

    /** SARIF's {@code fixes} of a result (2.1.0 §3.27.30), with the one there is. */
    void fix(Place place, Repair repair) throws IOException {
        json.name("fixes").beginArray().beginObject();
        json.name("description").beginObject();
        json.name("text").value(repair.title());
        json.endObject();
        json.name("artifactChanges").beginArray().beginObject();
        artifact(sources.path(place));
        json.name("replacements").beginArray();
        for (Repair.Edit edit : repair.edits()) {
            json.beginObject();
            region("deletedRegion", edit.range());
            json.name("insertedContent").beginObject();
            json.name("text").value(edit.text());
            json.endObject().endObject();
        }
        json.endArray();
        json.endObject().endArray();
        json.endObject().endArray();
    }

    /** What takes back a finding, with its place as far as it is known: a line of a source, or the file and the element. */
    void suppression(Place finding, AnySuppression suppression) throws IOException {
        json.beginObject();
        json.name("kind").value("inSource");
        if (!suppression.justification().isEmpty()) {
            json.name("justification").value(suppression.justification());
        }
        json.name("location").beginObject();
        json.name("physicalLocation").beginObject();
        if (suppression instanceof SourceSuppression written) {
            artifact(sources.path(written.file()));
            region("region", written.range());
            json.endObject();
        } else if (suppression instanceof Suppression annotation) {
            artifact(sources.path(fileOf(finding, annotation)));
            json.endObject();
            json.name("logicalLocations").beginArray().beginObject();
            json.name("fullyQualifiedName").value(annotation.place());
            json.name("kind").value(kind(annotation.target()));
            json.endObject().endArray();
        }
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
            case VARIABLE, STATEMENT -> "variable"; // of no class file
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
