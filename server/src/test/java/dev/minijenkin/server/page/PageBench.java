package dev.minijenkin.server.page;

import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.api.ApiBench;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.NullMarked;

/// A server with a run to look at, and a browser that keeps its cookie and follows no redirects.
@NullMarked
final class PageBench implements AutoCloseable {
    private final ApiBench api;
    private final HttpClient client = HttpClient.newHttpClient();
    private String cookie = "";

    PageBench(Path folder) {
        this.api = new ApiBench(folder, ApiBench.PATIENT);
        api.server()
                .rows()
                .execute(
                        "update pipeline_runs set title = 'Speed up <b>product</b> gallery images', head_branch = 'main'");
    }

    ApiBench api() {
        return api;
    }

    long run() {
        return api.run().id().value();
    }

    String runPath() {
        return "/runs/" + run();
    }

    long job() {
        return api.job().value();
    }

    void execute(String sql) {
        api.server().rows().execute(sql);
    }

    String text(String sql) {
        return api.server().rows().text(sql);
    }

    /// Gives the claimed job steps, of which the second runs.
    void addSteps() {
        execute(
                """
                insert into steps (claim_id, number, job_id, name, state, conclusion, first_line, started_at, finished_at)
                values
                (%1$d, 1, %2$d, 'Check out', 'finished', 'success', 1, now() - interval '40 s', now() - interval '30 s'),
                (%1$d, 2, %2$d, 'Run tests', 'running', null, 2, now() - interval '30 s', null),
                (%1$d, 3, %2$d, 'Upload', 'pending', null, null, null, null)
                on conflict (claim_id, number) do update set name = excluded.name, state = excluded.state,
                    conclusion = excluded.conclusion, first_line = excluded.first_line, started_at = excluded.started_at
                """
                        .formatted(api.claimed().claim().value(), job()));
    }

    /// What a step of the claimed job tells.
    void summary(int step, String markdown) {
        execute(
                "insert into step_summaries (claim_id, seq, job_id, step_number, body) values (%d, %d, %d, %d, '%s')"
                        .formatted(
                                api.claimed().claim().value(),
                                step,
                                job(),
                                step,
                                markdown.replace("'", "''")));
    }

    /// Another run of the same pipeline at the same commit.
    long anotherRun() {
        return Long.parseLong(
                text(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor)
                        select pipeline_id, repository_id, number + 1, title, event, ref, commit_sha, actor
                        from pipeline_runs where id = %d returning id
                        """
                                .formatted(run())));
    }

    /// Tests that a job reported.
    ///
    /// @param results rows of name, outcome, message, path and line
    void report(long run, long job, String results) {
        execute(
                """
                insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete)
                values (%1$d, %2$d, 1, %3$d, 2, 'unit', true);
                insert into test_cases (repository_id, suite, name)
                select %1$d, 'ShopTest', t.name from (values %4$s) t (name, outcome, message, path, line)
                on conflict do nothing;
                insert into test_results (report_id, seq, case_id, outcome, milliseconds, message, path, line)
                select (select max(id) from test_reports), row_number() over () - 1, k.id, t.outcome, 10, t.message,
                    t.path, t.line::integer
                from (values %4$s) t (name, outcome, message, path, line)
                join test_cases k on k.name = t.name
                """
                        .formatted(api.shop().value(), run, job, results));
    }

    void artifact(String name, String packing, String content) {
        execute(
                """
                insert into artifacts (run_id, attempt, job_id, name, packing, size_bytes, sha256, complete, expires_at)
                values (%d, 1, %d, '%s', '%s', %d, sha256('%6$s'), true, now() + interval '9 days');
                insert into artifact_chunks (artifact_id, seq, body) select max(id), 0, '%6$s' from artifacts
                """
                        .formatted(run(), job(), name, packing, content.length(), content));
    }

    /// Signs in by a token that a member of the role made.
    PageBench as(String role, TokenScope... scopes) {
        String token = api.server().token(role, EnumSet.copyOf(List.of(scopes)));
        HttpResponse<String> response = post("/sign-in", Map.of("token", token));
        if (response.statusCode() != 303) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return this;
    }

    PageBench asOperator() {
        return as("mj_operator", TokenScope.READ, TokenScope.STEER);
    }

    String cookie() {
        return cookie;
    }

    void keep(String shown) {
        cookie = shown;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Document page(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return Jsoup.parse(response.body(), api.server().url() + path);
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        form.entrySet().stream()
                                                .map(field ->
                                                        field.getKey()
                                                                + "="
                                                                + URLEncoder.encode(
                                                                        field.getValue(),
                                                                        StandardCharsets.UTF_8))
                                                .collect(Collectors.joining("&"))));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /// Sends a form of a page as it stands there.
    HttpResponse<String> submit(Element form, Map<String, String> typed, String... headers) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]")
                .forEach(field -> fields.put(field.attr("name"), field.attr("value")));
        fields.putAll(typed);
        return post(form.attr("action"), fields, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create(api.server().url() + path);
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }
}
