package dev.concurrencylint.report;

import com.google.gson.stream.JsonWriter;
import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.Reported;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** SARIF 2.1.0 (OASIS standard with Errata 01): one run, streamed, properties in a fixed order. */
final class SarifReport implements Report {
    static final String HOME = "https://github.com/concurrency-lint/concurrency-lint";

    @Override
    public void write(Reported result, ReportContext context, Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setIndent("  ");
        json.beginObject();
        json.name("$schema")
                .value("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.name("version").value("2.1.0");
        json.name("runs").beginArray().beginObject();
        tool(json, context);
        invocation(json, result.problems());
        baseIds(json, context.sources());
        json.name("columnKind").value("utf16CodeUnits");
        json.name("results").beginArray();
        new SarifResults(json, context).write(result);
        json.endArray();
        json.endObject().endArray();
        json.endObject();
        json.flush();
        out.append('\n').flush();
    }

    private static void tool(JsonWriter json, ReportContext context) throws IOException {
        json.name("tool").beginObject().name("driver").beginObject();
        json.name("name").value("concurrency-lint");
        json.name("version").value(context.version());
        json.name("informationUri").value(HOME);
        json.name("rules").beginArray();
        SarifRules.write(json, context.rules());
        json.endArray();
        json.endObject().endObject();
    }

    private static void invocation(JsonWriter json, List<Problem> problems) throws IOException {
        json.name("invocations").beginArray().beginObject();
        json.name("executionSuccessful").value(problems.isEmpty());
        json.name("toolExecutionNotifications").beginArray();
        for (Problem problem : problems) {
            json.beginObject();
            json.name("level").value("error");
            json.name("message").beginObject();
            json.name("text").value(problem.place() + ": " + problem.reason() + "; its findings are missing");
            json.endObject();
            json.endObject();
        }
        json.endArray();
        json.endObject().endArray();
    }

    private static void baseIds(JsonWriter json, Sources sources) throws IOException {
        json.name("originalUriBaseIds").beginObject();
        json.name(SarifLocations.BASE).beginObject();
        json.name("uri").value(sources.projectUri().toString());
        json.name("description").beginObject();
        json.name("text")
                .value("The project's directory. A file whose source was not found is named by its package's path.");
        json.endObject();
        json.endObject();
        json.endObject();
    }
}
