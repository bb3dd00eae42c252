package dev.concurrencylint.report;

import com.google.gson.stream.JsonWriter;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The {@code reportingDescriptor} of each rule. */
final class SarifRules {
    private static final String PAGES =
            SarifReport.HOME + "/blob/main/rules/src/main/resources/dev/concurrencylint/rules/";

    private SarifRules() {}

    static void write(JsonWriter json, List<Rule> rules) throws IOException {
        for (Rule rule : rules) {
            write(json, rule);
        }
    }

    private static void write(JsonWriter json, Rule rule) throws IOException {
        String page = rule.page();
        json.beginObject();
        json.name("id").value(rule.id());
        json.name("name").value(rule.name());
        json.name("shortDescription").beginObject();
        json.name("text").value(rule.shortDescription());
        json.endObject();
        json.name("fullDescription").beginObject();
        json.name("text").value(rule.fullDescription());
        json.endObject();
        json.name("help").beginObject();
        json.name("text").value(page);
        json.name("markdown").value(page);
        json.endObject();
        json.name("helpUri").value(PAGES + rule.address() + ".md");
        json.name("defaultConfiguration").beginObject();
        json.name("level").value(Words.of(rule.severity()));
        json.endObject();
        properties(json, rule);
        json.endObject();
    }

    private static void properties(JsonWriter json, Rule rule) throws IOException {
        json.name("properties").beginObject();
        json.name("tags").beginArray();
        json.value(rule.family().word());
        for (int number : rule.cwe()) {
            json.value(String.format(Locale.ROOT, "external/cwe/cwe-%03d", number));
        }
        json.endArray();
        // What a rule may reach when it says "high confidence"; the confidence of each result is the finer word.
        json.name("precision").value("high");
        json.name("problem.severity")
                .value(rule.severity() == Severity.NOTE ? "recommendation" : Words.of(rule.severity()));
        json.endObject();
    }
}
