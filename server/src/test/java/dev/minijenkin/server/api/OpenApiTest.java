package dev.minijenkin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.minijenkin.engine.command.CommandKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The document is valid, and true: every route is driven from it, with each of its parameters, and
/// each answer is what it says.
class OpenApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir private Path folder;
    private ApiBench bench;
    private JsonNode document;
    private final Map<String, Long> ids = new HashMap<>();

    @BeforeEach
    void start() {
        bench = new ApiBench(folder, ApiBench.PATIENT);
        fill();
        HttpResponse<String> response =
                bench.send(
                        HttpRequest.newBuilder(
                                URI.create(bench.server().url() + "/api/v1/openapi.json")));
        assertThat(response.statusCode()).as("without a token").isEqualTo(200);
        document = ApiBench.json(response);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theDocumentIsValid() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        OpenApiTest.class.getResourceAsStream("openapi-3.1-schema.json"))) {
            JsonNode node = JSON.readTree(schema);
            assertThat(SCHEMAS.getSchema(node).validate(document)).isEmpty();
            ObjectNode broken = document.deepCopy();
            ((ObjectNode) broken.get("info")).remove("title");
            assertThat(SCHEMAS.getSchema(node).validate(broken))
                    .as("the validator sees what is wrong")
                    .isNotEmpty();
        }
    }

    @Test
    void eachRouteAnswersAsTheDocumentSays() {
        List<String> driven = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method -> {
                                    drive(path.getKey(), method.getKey(), method.getValue());
                                    driven.add(method.getKey() + " " + path.getKey());
                                }));
        assertThat(driven).hasSizeGreaterThan(30);
    }

    @Test
    void eachRouteWantsATokenButThoseThatSayOtherwise() {
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method -> {
                                    boolean open = method.getValue().get("security").isEmpty();
                                    HttpResponse<String> response =
                                            send(method.getKey(), fill(path.getKey()), "", "{}");
                                    assertThat(response.statusCode())
                                            .as(path.getKey())
                                            .isEqualTo(open ? 200 : 401);
                                    if (!open) {
                                        assertProblem(response);
                                    }
                                }));
    }

    @Test
    void eachKindOfCommandIsSentFromItsSchema() {
        JsonNode operation = document.at("/paths/~1commands/post");
        JsonNode kinds = operation.at("/requestBody/content/application~1json/schema/oneOf");
        TreeSet<String> sent = new TreeSet<>();
        kinds.forEach(kind -> {
            ObjectNode body = JSON.createObjectNode();
            kind.get("required").forEach(name -> put(body, kind, name.asText()));
            if (kind.has("oneOf")) {
                put(body, kind, kind.at("/oneOf/0/required/0").asText());
            }
            HttpResponse<String> response = bench.post("/commands", bench.admin(), body.toString());
            assertThat(response.statusCode()).as(body + response.body()).isEqualTo(202);
            assertFits(response, operation);
            String address = response.headers().firstValue("Location").orElseThrow();
            assertThat(
                            ApiBench.json(bench.get(address.replace("/api/v1", "")))
                                    .get("kind")
                                    .asText())
                    .isEqualTo(body.get("kind").asText());
            sent.add(body.get("kind").asText());
            ObjectNode more = body.deepCopy().put("nonsense", 1);
            assertProblem(bench.post("/commands", bench.admin(), more.toString()));
        });
        TreeSet<String> all = new TreeSet<>();
        for (CommandKind kind : CommandKind.values()) {
            all.add(kind.word());
        }
        assertThat(sent).isEqualTo(all);
    }

    /// Each parameter of the path has one, each other one is given in a request of its own.
    private void drive(String path, String method, JsonNode operation) {
        if (method.equals("post")
                || operation.at("/responses/200/content").has("text/event-stream")) {
            return; // Driven by their own tests.
        }
        String filled = fill(path);
        check(send(method, filled, bench.admin(), ""), operation, filled);
        if (method.equals("delete")) {
            return;
        }
        for (JsonNode parameter : operation.get("parameters")) {
            if (parameter.get("in").asText().equals("query")) {
                String query = "?" + parameter.get("name").asText() + "=" + sample(parameter);
                HttpResponse<String> response = bench.get(filled + query);
                boolean onlyWithOthers =
                        path.equals("/search") && !parameter.get("name").asText().equals("q");
                if (onlyWithOthers) {
                    response = bench.get(filled + query + "&q=x");
                }
                check(response, operation, filled + query);
                assertProblem(bench.get(filled + "?" + parameter.get("name").asText() + "x=1"));
            }
        }
    }

    private void check(HttpResponse<String> response, JsonNode operation, String path) {
        if (path.endsWith("/plan?ref=x")) {
            assertThat(response.statusCode()).as("its repository is nowhere").isEqualTo(503);
            assertProblem(response);
            return;
        }
        if (path.equals("/search")) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertProblem(response);
            return;
        }
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        assertFits(response, operation);
    }

    private void assertFits(HttpResponse<String> response, JsonNode operation) {
        JsonNode content = operation.at("/responses/" + response.statusCode() + "/content");
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        String plain = type.replaceFirst(";.*", "");
        assertThat(content.has(plain)).as(type + content).isTrue();
        if (plain.equals("application/json")) {
            ObjectNode schema = content.at("/application~1json/schema").deepCopy();
            schema.set("components", document.get("components"));
            assertThat(SCHEMAS.getSchema(schema).validate(ApiBench.json(response)))
                    .as(response.body())
                    .isEmpty();
        }
    }

    private static void assertProblem(HttpResponse<String> response) {
        assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        JsonNode problem = ApiBench.json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(problem.get("title").asText()).isNotBlank();
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        return switch (method) {
            case "get" -> bench.get(path, token);
            case "delete" -> bench.send(bench.request(path, token).DELETE());
            case "post" -> bench.post(path, token, body);
            default -> throw new IllegalStateException(method);
        };
    }

    private static String sample(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        if (schema.has("enum")) {
            return schema.at("/enum/0").asText();
        }
        return switch (schema.get("type").asText()) {
            case "integer" -> schema.get("minimum").asText();
            case "boolean" -> "true";
            default -> {
                if (schema.path("format").asText().equals("date-time")) {
                    yield "2026-11-30T02:00:00Z";
                }
                yield switch (parameter.get("name").asText()) {
                    case "after" -> "4711-1";
                    case "pipeline" -> "ci";
                    case "job" -> "build";
                    case "runner" -> "oak";
                    default -> "x";
                };
            }
        };
    }

    private void put(ObjectNode body, JsonNode kind, String field) {
        JsonNode schema = kind.at("/properties/" + field);
        if (schema.has("const")) {
            body.set(field, schema.get("const"));
        } else if (schema.has("enum")) {
            body.set(field, schema.at("/enum/0"));
        } else if (schema.get("type").asText().equals("array")) {
            boolean words = schema.at("/items/type").asText().equals("string");
            JsonNode item = words ? body.textNode("x") : body.numberNode(1);
            body.putArray(field).add(item);
        } else if (schema.get("type").asText().equals("integer")) {
            Long id = ids().get(field);
            body.put(field, id == null ? 10L : id);
        } else {
            body.put(field, "x");
        }
    }

    private String fill(String path) {
        String filled = path;
        for (Map.Entry<String, Long> id : ids().entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue().toString());
        }
        assertThat(filled).doesNotContain("{");
        return filled;
    }

    private Map<String, Long> ids() {
        if (ids.isEmpty()) {
            findIds();
        }
        return ids;
    }

    private void findIds() {
        ids.put("repository", bench.shop().value());
        ids.put("pipeline", bench.run().pipeline().value());
        ids.put("run", bench.run().id().value());
        ids.put("job", bench.job().value());
        for (var table :
                Map.of(
                                "runner", "runners",
                                "environment", "environments",
                                "deployment", "deployments",
                                "delivery", "hook_deliveries",
                                "artifact", "artifacts",
                                "report", "test_reports",
                                "message", "webhooks_outbox",
                                "command", "commands")
                        .entrySet()) {
            ids.put(
                    table.getKey(),
                    Long.parseLong(
                            bench.server().rows().text("select max(id) from " + table.getValue())));
        }
    }

    private void fill() {
        bench.print(0, 1, false, "one", "two");
        bench.server()
                .rows()
                .execute(
                        """
                        insert into environments (repository_id, name, required_approvals) values (%1$d, 'prod', 1);
                        insert into deployments (environment_id, job_id, commit_sha, state, finished_at)
                        select e.id, %2$d, repeat('a', 40), 'cancelled', now() from environments e;
                        insert into deployment_locks (environment_id) select id from environments;
                        insert into outbox_targets (name, kind, url, enabled) values ('x', 'webhook', 'https://t', false);
                        insert into webhooks_outbox (target_id, event, subject, body)
                        select id, 'run_finished', 's', '{}' from outbox_targets;
                        insert into commands (kind, run_id, reason, due_at)
                        values ('cancel', %3$d, 'later', now() + interval '300 days');
                        insert into annotations (run_id, attempt, job_id, step_number, level, message, path, line)
                        values (%3$d, 1, %2$d, 1, 'warning', 'w', 'a', 1);
                        insert into steps (claim_id, number, job_id, name, state, started_at)
                        values (%4$d, 1, %2$d, 'Build', 'running', now());
                        insert into artifacts (run_id, attempt, job_id, name, size_bytes, sha256, complete, expires_at)
                        values (%3$d, 1, %2$d, 'site', 2, sha256('hi'), true, now() + interval '1 day');
                        insert into artifact_chunks (artifact_id, seq, body) select id, 0, 'hi' from artifacts;
                        insert into step_summaries (claim_id, seq, job_id, step_number, body) values (%4$d, 1, %2$d, 1, '# hi');
                        insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete)
                        values (%1$d, %3$d, 1, %2$d, 1, 'unit', true);
                        insert into test_cases (repository_id, suite, name) values (%1$d, 'ShopTest', 'sells');
                        insert into test_results (report_id, seq, case_id, outcome, milliseconds, path, line)
                        select r.id, 0, k.id, 'failed', 3, 'src/ShopTest.java', 7 from test_reports r, test_cases k;
                        insert into minute_figures (minute, jobs_finished) values (now() - interval '5 minutes', 3)
                        """
                                .formatted(
                                        bench.shop().value(),
                                        bench.job().value(),
                                        bench.run().id().value(),
                                        bench.claimed().claim().value()));
    }
}
