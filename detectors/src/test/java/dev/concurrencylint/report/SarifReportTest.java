package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SarifReportTest {
    @TempDir
    private Path project;

    @Test
    void isValidAgainstTheSchema() throws IOException {
        Path root = source("src", "shop/Orders.java", "a\n".repeat(20));
        ReportContext context = Samples.context(project, root);

        assertValid(sarif(Samples.result(), context));
        assertValid(sarif(Samples.broken(Samples.leak(), Samples.tangled()), context));
        for (Suppression.Target target : Suppression.Target.values()) {
            assertValid(sarif(Samples.suppressed(target, Samples.leak()), context));
        }
        assertValid(sarif(Samples.result(Samples.inFile("p q.Ü%", "Ü% \uD83D\uDD12.java", 0)), context));
    }

    /** The guard of the guard: a schema that takes anything would let everything pass. */
    @Test
    void theSchemaRefusesWhatIsWrong() throws IOException {
        String good = sarif(Samples.result(Samples.leak()), Samples.context(project));

        assertThat(errors(good.replace("\"level\": \"error\"", "\"level\": \"bad\"")))
                .isNotEmpty();
        assertThat(errors(good.replace("\"uri\": \"shop/Orders.java\"", "\"uri\": \"shop/Or ders.java\"")))
                .isNotEmpty();
    }

    @Test
    void tellsAResultWhole() {
        String text = sarif(Samples.result(Samples.leak()), Samples.context(project));

        assertThat(text.substring(text.indexOf("      \"results\"")))
                .isEqualTo("""
                      "results": [
                        {
                          "ruleId": "LOCK_NOT_RELEASED",
                          "ruleIndex": @,
                          "level": "error",
                          "message": {
                            "text": "`lock()` at line 7 takes `this.lock`; the return at line 9 leaves it held"
                          },
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "shop/Orders.java",
                                  "uriBaseId": "%SRCROOT%"
                                },
                                "region": {
                                  "startLine": 7
                                }
                              },
                              "logicalLocations": [
                                {
                                  "name": "take",
                                  "fullyQualifiedName": "shop.Orders.take(I)V",
                                  "kind": "function"
                                }
                              ]
                            }
                          ],
                          "codeFlows": [
                            {
                              "threadFlows": [
                                {
                                  "id": "1",
                                  "locations": [
                                    {
                                      "location": {
                                        "physicalLocation": {
                                          "artifactLocation": {
                                            "uri": "shop/Orders.java",
                                            "uriBaseId": "%SRCROOT%"
                                          },
                                          "region": {
                                            "startLine": 7
                                          }
                                        },
                                        "logicalLocations": [
                                          {
                                            "name": "take",
                                            "fullyQualifiedName": "shop.Orders.take(I)V",
                                            "kind": "function"
                                          }
                                        ],
                                        "message": {
                                          "text": "`lock()` takes `this.lock`"
                                        }
                                      }
                                    },
                                    {
                                      "location": {
                                        "physicalLocation": {
                                          "artifactLocation": {
                                            "uri": "shop/Orders.java",
                                            "uriBaseId": "%SRCROOT%"
                                          },
                                          "region": {
                                            "startLine": 9
                                          }
                                        },
                                        "logicalLocations": [
                                          {
                                            "name": "take",
                                            "fullyQualifiedName": "shop.Orders.take(I)V",
                                            "kind": "function"
                                          }
                                        ],
                                        "message": {
                                          "text": "returns with `this.lock` held"
                                        }
                                      }
                                    }
                                  ]
                                }
                              ]
                            }
                          ],
                          "relatedLocations": [
                            {
                              "id": 1,
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "shop/Orders.java",
                                  "uriBaseId": "%SRCROOT%"
                                },
                                "region": {
                                  "startLine": 9
                                }
                              },
                              "logicalLocations": [
                                {
                                  "name": "take",
                                  "fullyQualifiedName": "shop.Orders.take(I)V",
                                  "kind": "function"
                                }
                              ],
                              "message": {
                                "text": "returns with `this.lock` held"
                              }
                            }
                          ],
                          "partialFingerprints": {
                            "primaryLocationLineHash": "0011223344556677:1",
                            "concurrencyLint/v1": "00112233445566778899aabbccddeeff"
                          },
                          "suppressions": [],
                          "properties": {
                            "confidence": "high",
                            "evidence": [
                              {
                                "id": "released-elsewhere-in-method",
                                "text": "another path of the method gives the lock back"
                              }
                            ]
                          }
                        }
                      ]
                    }
                  ]
                }
                """.replace("@", Integer.toString(indexOf("LOCK_NOT_RELEASED"))));
    }

    /** The rule's place in the catalogue. */
    private static int indexOf(String id) {
        return Catalogue.rules().stream().map(rule -> rule.id()).toList().indexOf(id);
    }

    @Test
    void rulesCarryTheirPageAndTags() {
        JsonObject rule = run(sarif(Samples.result(), Samples.context(project)))
                .getAsJsonObject("tool")
                .getAsJsonObject("driver")
                .getAsJsonArray("rules")
                .get(indexOf("LOCK_RELEASED_NOT_HELD"))
                .getAsJsonObject();

        assertThat(text(rule, "id")).isEqualTo("LOCK_RELEASED_NOT_HELD");
        assertThat(text(rule.getAsJsonObject("help"), "markdown"))
                .isEqualTo(
                        Catalogue.rules().get(indexOf("LOCK_RELEASED_NOT_HELD")).page());
        assertThat(text(rule, "helpUri")).endsWith("/dev/concurrencylint/rules/locks/LockReleasedNotHeld.md");
        assertThat(text(rule.getAsJsonObject("defaultConfiguration"), "level")).isEqualTo("error");
        assertThat(rule.getAsJsonObject("properties").getAsJsonArray("tags").asList())
                .extracting(JsonElement::getAsString)
                .containsExactly("locks", "external/cwe/cwe-832", "external/cwe/cwe-667");
    }

    @Test
    void aLambdaIsTheSourceMethodFirstAndEachTraceAThreadFlow() {
        JsonObject result = onlyResult(Samples.tangled(), Samples.context(project));

        assertThat(location(result).getAsJsonArray("logicalLocations").asList())
                .extracting(element -> text(element.getAsJsonObject(), "fullyQualifiedName"))
                .containsExactly("shop.Orders.take(I)V", "shop.Orders.lambda$take$0()V");
        JsonArray flows =
                result.getAsJsonArray("codeFlows").get(0).getAsJsonObject().getAsJsonArray("threadFlows");
        assertThat(flows.asList())
                .extracting(flow ->
                        flow.getAsJsonObject().getAsJsonArray("locations").size())
                .containsExactly(1, 3);
        assertThat(text(flows.get(1).getAsJsonObject().getAsJsonObject("message"), "text"))
                .isEqualTo("thread 2");
        JsonObject lineless = flows.get(1)
                .getAsJsonObject()
                .getAsJsonArray("locations")
                .get(1)
                .getAsJsonObject()
                .getAsJsonObject("location")
                .getAsJsonObject("physicalLocation");
        assertThat(lineless.has("region")).isFalse();
        assertThat(text(lineless.getAsJsonObject("artifactLocation"), "uri")).isEqualTo("shop/Stock.java");
    }

    @Test
    void aSourceThatIsFoundGivesColumnsAndGitHubsHash() throws IOException {
        Path root = source("größe 100%", "p/A b.java", " a\n  b; // c\n  \t\tc\n d");

        JsonObject result = onlyResult(Samples.inFile("p.A", "A b.java", 2), Samples.context(project, root));

        JsonObject place = location(result).getAsJsonObject("physicalLocation");
        assertThat(text(place.getAsJsonObject("artifactLocation"), "uri"))
                .isEqualTo("gr%C3%B6%C3%9Fe%20100%25/p/A%20b.java");
        assertThat(place.get("region"))
                .hasToString("{\"startLine\":2,\"startColumn\":3,\"endLine\":2,\"endColumn\":5}");
        String hash = new SourceText(" a\n  b; // c\n  \t\tc\n d").hash(2).orElseThrow();
        assertThat(lineHash(result)).isEqualTo(hash);
    }

    @Test
    void twoFindingsOfALineHaveTwoHashes() throws IOException {
        Path root = source("src", "shop/Orders.java", "a\n".repeat(20));
        Reported twice = Samples.result(Samples.leak(), Samples.leak());

        JsonArray results = run(sarif(twice, Samples.context(project, root))).getAsJsonArray("results");

        assertThat(results.asList())
                .extracting(result -> lineHash(result.getAsJsonObject()))
                .doesNotHaveDuplicates();
    }

    @Test
    void problemsAreNotifications() {
        JsonObject invocation = run(sarif(Samples.broken(), Samples.context(project)))
                .getAsJsonArray("invocations")
                .get(0)
                .getAsJsonObject();

        assertThat(invocation.get("executionSuccessful").getAsBoolean()).isFalse();
        assertThat(invocation.getAsJsonArray("toolExecutionNotifications"))
                .hasToString("[{\"level\":\"error\",\"message\":{\"text\":"
                        + "\"app.jar!/x/Y.class: the class file ends too early; its findings are missing\"}}]");
    }

    @Test
    void theBaseIsTheProject() {
        JsonObject base = run(sarif(Samples.result(), Samples.context(project)))
                .getAsJsonObject("originalUriBaseIds")
                .getAsJsonObject("%SRCROOT%");

        assertThat(text(base, "uri"))
                .isEqualTo(project.toUri().toString())
                .startsWith("file:///")
                .endsWith("/");
    }

    private Path source(String root, String file, String text) throws IOException {
        Path folder = project.resolve(root);
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return folder;
    }

    private static String sarif(Reported result, ReportContext context) {
        return Samples.write(new SarifReport(), result, context);
    }

    private static JsonObject run(String sarif) {
        return JsonParser.parseString(sarif)
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
    }

    private static JsonObject onlyResult(Finding finding, ReportContext context) {
        JsonArray results = run(sarif(Samples.result(finding), context)).getAsJsonArray("results");
        assertThat(results).hasSize(1);
        return results.get(0).getAsJsonObject();
    }

    private static JsonObject location(JsonObject result) {
        return result.getAsJsonArray("locations").get(0).getAsJsonObject();
    }

    private static String lineHash(JsonObject result) {
        return text(result.getAsJsonObject("partialFingerprints"), "primaryLocationLineHash");
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    private static void assertValid(String sarif) throws IOException {
        assertThat(errors(sarif)).isEmpty();
    }

    private static Iterable<com.networknt.schema.Error> errors(String sarif) throws IOException {
        try (InputStream in = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(in).isNotNull();
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return schema.validate(
                    sarif,
                    InputFormat.JSON,
                    execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
        }
    }
}
