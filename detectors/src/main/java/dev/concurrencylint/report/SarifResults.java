package dev.concurrencylint.report;

import com.google.gson.stream.JsonWriter;
import dev.concurrencylint.findings.Comparison;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code result} of each finding. */
final class SarifResults {
    private final JsonWriter json;
    private final ReportContext context;
    private final SarifLocations locations;
    private final Set<String> lineHashes = new HashSet<>();

    SarifResults(JsonWriter json, ReportContext context) {
        this.json = json;
        this.context = context;
        this.locations = new SarifLocations(json, context.sources());
    }

    /** Those that count and, marked, those that don't, in one order. */
    void write(Reported result) throws IOException {
        Map<Finding, AnySuppression> suppressed = new HashMap<>();
        result.suppressed().forEach(one -> suppressed.put(one.finding(), one.by()));
        List<Finding> findings = new ArrayList<>(result.findings());
        findings.addAll(suppressed.keySet());
        findings.addAll(result.accepted());
        Set<Finding> accepted = new HashSet<>(result.accepted());
        Collections.sort(findings);
        for (Finding finding : findings) {
            json.beginObject();
            write(finding, Optional.ofNullable(suppressed.get(finding)), result.baseline(), accepted.contains(finding));
            if (result.repairs().containsKey(finding)) {
                locations.fix(finding.place(), result.repairs().get(finding));
            }
            json.endObject();
        }
    }

    private void write(
            Finding finding, Optional<AnySuppression> suppression, Optional<Comparison> baseline, boolean isAccepted)
            throws IOException {
        json.name("ruleId").value(finding.rule().id());
        json.name("ruleIndex").value(context.rules().indexOf(finding.rule()));
        json.name("level").value(Words.of(finding.rule().severity()));
        locations.message(finding.message());
        json.name("locations").beginArray();
        locations.location(finding.place());
        json.endArray();
        codeFlow(finding.traces());
        related(finding);
        fingerprints(finding);
        suppressions(finding, suppression, isAccepted ? baseline : Optional.empty());
        if (baseline.isPresent() && suppression.isEmpty()) {
            json.name("baselineState").value(isAccepted ? "unchanged" : "new");
        }
        properties(finding);
    }

    private void codeFlow(List<Trace> traces) throws IOException {
        json.name("codeFlows").beginArray().beginObject();
        json.name("threadFlows").beginArray();
        int number = 1;
        for (Trace trace : traces) {
            json.beginObject();
            json.name("id").value(Integer.toString(number));
            if (!trace.title().isEmpty()) {
                locations.message(trace.title());
            }
            json.name("locations").beginArray();
            for (Step step : trace.steps()) {
                json.beginObject().name("location");
                locations.location(step.place(), step.message());
                json.endObject();
            }
            json.endArray();
            json.endObject();
            number++;
        }
        json.endArray();
        json.endObject().endArray();
    }

    /** Every place of the traces but the primary one, each once. */
    private void related(Finding finding) throws IOException {
        Map<Place, String> places = new LinkedHashMap<>();
        for (Trace trace : finding.traces()) {
            for (Step step : trace.steps()) {
                if (!step.place().equals(finding.place())) {
                    places.putIfAbsent(step.place(), step.message());
                }
            }
        }
        if (places.isEmpty()) {
            return;
        }
        json.name("relatedLocations").beginArray();
        int id = 1;
        for (Map.Entry<Place, String> entry : places.entrySet()) {
            locations.location(id, entry.getKey(), entry.getValue());
            id++;
        }
        json.endArray();
    }

    private void fingerprints(Finding finding) throws IOException {
        json.name("partialFingerprints").beginObject();
        json.name("primaryLocationLineHash").value(lineHash(finding));
        json.name("concurrencyLint/v1").value(finding.fingerprint());
        json.endObject();
    }

    /** GitHub takes two results of a rule with the same hash for one, so the second of a line gets a hash of its own. */
    private String lineHash(Finding finding) {
        Place place = finding.place();
        String hash = context.sources()
                .text(place)
                .flatMap(source -> source.hash(place.line()))
                .orElse(finding.fingerprint().substring(0, 16) + ":1");
        String file = finding.rule().id() + " " + context.sources().path(place) + " ";
        String unique = hash;
        for (int i = 2; !lineHashes.add(file + unique); i++) {
            unique = hash + ":" + i;
        }
        return unique;
    }

    /** Without any, a result is marked as not suppressed by an empty list (SARIF 2.1.0 §3.27.23). */
    private void suppressions(Finding finding, Optional<AnySuppression> suppression, Optional<Comparison> baseline)
            throws IOException {
        json.name("suppressions").beginArray();
        if (suppression.isPresent()) {
            locations.suppression(finding.place(), suppression.get());
        }
        if (baseline.isPresent()) {
            json.beginObject();
            json.name("kind").value("external");
            json.name("justification").value("accepted in " + baseline.get().file());
            json.endObject();
        }
        json.endArray();
    }

    private void properties(Finding finding) throws IOException {
        json.name("properties").beginObject();
        json.name("confidence").value(Words.of(finding.confidence()));
        json.name("evidence").beginArray();
        for (Evidence evidence : finding.evidence()) {
            json.beginObject();
            json.name("id").value(evidence.id());
            json.name("text").value(evidence.text());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
