package dev.minijenkin.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.api.ApiBench;
import dev.minijenkin.server.html.PageHeaders;
import dev.minijenkin.testing.Rows;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {
    private static final String EVIL = "<img src=x onerror=alert(1)>";

    @TempDir private static Path folder;
    @AutoClose private PageBench bench;

    @BeforeEach
    void begin() {
        bench = new PageBench(folder);
    }

    @Test
    void theRunItsJobsAndItsStepsAreReadWithoutAScript() {
        bench.addSteps();
        bench.api().print(0, 1, false, "HEAD is at 4be19d7");
        bench.api().print(1, 2, false, 2, lines("first", "\u001B[31mred\u001B[0m"), 100);
        Document page = bench.asOperator().page(bench.runPath());

        assertThat(page.title()).contains("ci #1").contains("shop/web");
        assertThat(page.select("h1").text()).isEqualTo("Speed up <b>product</b> gallery images #1");
        assertThat(page.select("h1 b")).isEmpty();
        assertThat(page.select("nav.jobs .name").eachText()).containsExactly("build", "deploy");
        assertThat(page.select("section.job h2").text()).isEqualTo("build");
        assertThat(page.select(".step-name").eachText())
                .containsExactly("Check out", "Run tests", "Upload");
        assertThat(page.select(".step[open] .step-name").eachText()).containsExactly("Run tests");
        assertThat(page.select(line(2) + " .words").text()).isEqualTo("first");
        assertThat(page.select(line(3) + " .f1").text()).isEqualTo("red");
        assertThat(page.select(line(3) + " a.number").attr("href"))
                .endsWith("job=%d&line=3#job-%d:L3".formatted(bench.job(), bench.job()));
        assertThat(page.select("svg.graph a")).hasSize(2);
        assertThat(page.select("[role=status]").text()).isEqualTo("0 of 2 jobs have ended.");
    }

    /// Whatever a stranger names or prints, it is words.
    @Test
    void nothingThatAStrangerChoseIsMarkup() {
        bench.addSteps();
        bench.execute(
                "update pipeline_runs set title = '%1$s', actor = '%1$s', head_branch = '%1$s', message = '%1$s'"
                        .formatted(EVIL));
        bench.execute("update jobs set name = '%1$s', message = '%1$s'".formatted(EVIL));
        bench.execute("update steps set name = '%s'".formatted(EVIL));
        bench.execute("update pipelines set name = '%s'".formatted(EVIL));
        bench.execute(
                "insert into annotations (run_id, attempt, job_id, level, title, message, path) values (%d, 1, %d, 'failure', '%3$s', '%3$s', '%3$s')"
                        .formatted(bench.run(), bench.job(), EVIL));
        bench.api().print(0, 1, false, EVIL, "##[group]" + EVIL, "##[error]" + EVIL);
        bench.asOperator();

        for (String path :
                List.of("/runs", bench.runPath(), "/runs?branch=" + "%3Cimg%20src%3Dx%3E")) {
            Document page = bench.page(path);
            assertThat(page.select("img")).as(path).hasSize(1);
            assertThat(page.select("script")).hasSize(1);
            assertThat(page.getAllElements())
                    .allSatisfy(element ->
                            assertThat(element.attributes().asList())
                                    .noneMatch(attribute ->
                                            attribute.getKey().startsWith("on")
                                                    || attribute.getKey().equals("style")));
        }
        assertThat(bench.page(bench.runPath()).select(line(1) + " .words").text()).isEqualTo(EVIL);
    }

    @Test
    void aBrowserIsToldToTakeNothingFromElsewhere() {
        HttpResponse<String> response = bench.asOperator().get(bench.runPath());

        String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        Document page = bench.page(bench.runPath());
        for (Element element : page.select("[src], link[href], form[action]")) {
            String address =
                    element.attr("src")
                            + element.attr("action")
                            + (element.tagName().equals("link") ? element.attr("href") : "");
            assertThat(address).startsWith("/").doesNotStartWith("//");
        }
        for (String file :
                page.select("script, link[rel=stylesheet], link[rel=icon]").eachAttr("src")) {
            assertThat(bench.get(file).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ofALargeLogAWindowIsShownWithLinksToTheRest() {
        bench.addSteps();
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            all.add("line " + i);
        }
        bench.api().print(0, 1, false, 2, lines(all.toArray(String[]::new)), 28_893);
        bench.asOperator();

        Document end = bench.page(bench.runPath());
        assertThat(end.select(".line")).hasSize(RunContent.WINDOW);
        assertThat(end.expectFirst(".line").id()).isEqualTo(id(2001));
        assertThat(end.expectFirst(".pager").text()).startsWith("Lines 2,001 to 3,000 of 3,000");
        assertThat(end.select(".pager a").eachText()).contains("First", "Earlier");

        Document begin =
                bench.page(end.expectFirst(".pager a").attr("href").replaceFirst("#.*", ""));
        assertThat(begin.expectFirst(".line").id()).isEqualTo(id(1));
        Document middle = bench.page(bench.runPath() + "?job=" + bench.job() + "&line=1500");
        assertThat(middle.select(line(1500) + " .words").text()).isEqualTo("line 1500");
        assertThat(middle.expectFirst(".line").id()).isEqualTo(id(1300));
        assertThat(middle.select(".pager a").eachText()).contains("Later", "Last");
        assertThat(bench.get("/api/v1/jobs/" + bench.job() + "/log?download=true").body())
                .contains("line 1\n")
                .contains("line 3000\n");
    }

    @Test
    void groupsAreFoldsThatOpenWhereSomethingIsWrong() {
        bench.addSteps();
        bench.execute(
                "update jobs set state = 'finished', conclusion = 'failure', cause = 'exit_code', started_at = now(), finished_at = now() where id = "
                        + bench.job());
        bench.api()
                .print(
                        0,
                        1,
                        false,
                        2,
                        lines(
                                "##[group]Install",
                                "a",
                                "##[endgroup]",
                                "between",
                                "##[group]Test",
                                "##[error]broken"),
                        60);
        Document page = bench.asOperator().page(bench.runPath() + "?job=" + bench.job());

        assertThat(page.select(".fold summary .words").eachText())
                .containsExactly("Install", "Test");
        assertThat(page.select(".fold[open] summary .words").eachText()).containsExactly("Test");
        assertThat(page.expectFirst(line(4)).closest(".fold")).isNull();
        assertThat(page.expectFirst(line(6)).hasClass("error")).isTrue();
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void whoMaySteerRerunsAndCancelsByFormsThatAreCommands() {
        bench.asOperator();
        Element cancel = bench.page(bench.runPath()).expectFirst("#ask-cancel form");

        HttpResponse<String> sent = bench.submit(cancel, Map.of("reason", "wrong branch"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(bench.submit(cancel, Map.of("reason", "wrong branch")).statusCode())
                .as("sent twice it is one")
                .isEqualTo(303);
        assertThat(
                        bench.text(
                                "select string_agg(kind || ' ' || actor || ' ' || reason, ',') from commands"))
                .isEqualTo("cancel api_mj_operator wrong branch");
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(bench.page(bench.runPath()).select("#asked").text())
                                .contains("cancel by api_mj_operator")
                                .contains("wrong branch"));
    }

    @Test
    void approvalsAreAskedForWhereAJobWaitsForThem() {
        bench.execute(
                "update jobs set state = 'waiting', waiting_for = 'approval', message = 'It waits for ana' where key = 'deploy'");
        bench.execute("delete from queue");
        bench.asOperator();
        long deploy = bench.api().queued().value();
        Document page = bench.page(bench.runPath() + "?job=" + deploy);

        assertThat(page.select("[role=status]").text()).contains("one waits for approval");
        assertThat(page.select("section.job summary").eachText()).contains("Approve…", "Reject…");
        bench.submit(
                page.expectFirst("#ask-approve-" + deploy + " form"), Map.of("reason", "fine"));
        assertThat(bench.text("select kind || ' ' || job_id from commands"))
                .isEqualTo("approve " + deploy);
    }

    @Test
    void whatIsHeldSaysWhyAndIsReleased() {
        bench.execute(
                "update jobs set state = 'waiting', waiting_for = 'hold', message = 'Held by the rule for forks: eve' where key = 'deploy'");
        bench.execute("delete from queue");
        bench.asOperator();
        Document page = bench.page(bench.runPath() + "?job=" + bench.api().queued().value());

        assertThat(page.select("section.job").text()).contains("Held by the rule for forks: eve");
        bench.submit(page.expectFirst("#ask-release form"), Map.of("reason", "looked at it"));
        assertThat(bench.text("select kind || ' ' || run_id || ' ' || reason from commands"))
                .isEqualTo("release " + bench.run() + " looked at it");
    }

    @Test
    void whoOnlyReadsHasNoFormsAndNoneThatHeMadesUpIsTaken() {
        bench.asOperator();
        Element cancel = bench.page(bench.runPath()).expectFirst("#ask-cancel form");
        bench.keep("");
        bench.as("mj_viewer", TokenScope.READ);

        Document page = bench.page(bench.runPath());
        assertThat(page.select(".actions form")).isEmpty();
        String key = page.select("input[name=form_key]").attr("value");
        assertThat(bench.submit(cancel, Map.of()).statusCode())
                .as("of another session")
                .isEqualTo(403);
        assertThat(bench.submit(cancel, Map.of("form_key", key)).statusCode()).isEqualTo(403);
        assertThat(bench.text("select count(*) from commands")).isEqualTo("0");
    }

    @Test
    void whatStepsTellIsShownAsTheyWroteItAndNoMore() {
        bench.addSteps();
        bench.summary(1, "# Shop\n\n| shard | took |\n| --- | --- |\n| 1 | 2 s |\n\n" + EVIL);
        bench.summary(2, "long " + "x ".repeat(30_000));
        Document page = bench.asOperator().page(bench.runPath());

        assertThat(page.select("#summary article h3").eachText())
                .containsExactly("build: Check out", "build: Run tests");
        assertThat(page.select("#summary h4").text()).isEqualTo("Shop");
        assertThat(page.select("#summary td").eachText()).containsExactly("1", "2 s");
        assertThat(page.select("#summary img, #summary [onerror]")).isEmpty();
        Element more = page.expectFirst("#summary a[href^=/api/]");
        assertThat(bench.get(more.attr("href")).body())
                .startsWith("<!-- build: Check out -->\n# Shop")
                .contains("<!-- build: Run tests -->\nlong x x")
                .endsWith("x \n\n");
    }

    @Test
    void aFlakyTestIsToldFromABrokenOneWithMessageAndPlace() {
        bench.addSteps();
        bench.report(
                bench.run(),
                bench.job(),
                "('breaks', 'failed', 'expected <1>', 'src/ShopTest.java', 7), ('odd', 'failed', null, null, null), ('again', 'flaky', null, null, null), ('fine', 'passed', null, null, null)");
        long before = bench.anotherRun();
        bench.report(before, bench.job(), "('odd', 'passed', null, null, null)");
        Document page = bench.asOperator().page(bench.runPath());

        assertThat(page.select("#tests .rows li").text())
                .contains("unit build 2 failed 1 flaky 1 passed");
        assertThat(page.select("#tests .annotations .level").eachText())
                .containsExactly("Failed", "Failed", "Flaky");
        assertThat(page.select("#tests .annotations li").eachText())
                .satisfiesExactly(
                        broken ->
                                assertThat(broken)
                                        .contains("ShopTest breaks expected <1>")
                                        .contains("src/ShopTest.java:7")
                                        .contains("broken: it failed when it was tried last"),
                        odd ->
                                assertThat(odd)
                                        .contains("flaky: it failed and passed at one commit"),
                        again -> assertThat(again).contains("ShopTest again"));
    }

    @Test
    void artifactsAreLinksThatSave() {
        bench.artifact("site", "tar_gz", "hello");
        Document page = bench.asOperator().page(bench.runPath());

        Element link = page.expectFirst("#artifacts a[download]");
        assertThat(link.text()).isEqualTo("site");
        assertThat(page.select("#artifacts li").text()).contains("5 bytes").contains("build");
        HttpResponse<String> saved = bench.get(link.attr("href"));
        assertThat(saved.body()).isEqualTo("hello");
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"site.tar.gz\"");
        assertThat(saved.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    }

    @Test
    void sizesAreSaidShortly() {
        assertThat(List.of(0L, 1L, 999L, 1000L, 999_949L, 999_950L, 5_300_000_000L, Long.MAX_VALUE))
                .extracting(RunResults::size)
                .containsExactly(
                        "0 bytes",
                        "1 byte",
                        "999 bytes",
                        "1.0 kB",
                        "999.9 kB",
                        "1.0 MB",
                        "5.3 GB",
                        "9223372.0 TB");
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        bench.asOperator();
        Element cancel = bench.page(bench.runPath()).expectFirst("#ask-cancel form");

        assertThat(bench.submit(cancel, Map.of("form_key", "guessed")).statusCode()).isEqualTo(403);
        assertThat(bench.submit(cancel, Map.of(), "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(bench.submit(cancel, Map.of(), "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(bench.submit(cancel, Map.of("kind", "drain")).statusCode()).isEqualTo(422);
        assertThat(bench.text("select count(*) from commands")).isEqualTo("0");
        assertThat(
                        bench.submit(cancel, Map.of(), "Origin", bench.api().server().url())
                                .statusCode())
                .isEqualTo(303);
    }

    @Test
    void whoIsLimitedToOtherRepositoriesDoesNotSeeTheRun() {
        bench.execute(
                "insert into repositories (name, url, default_branch, hook_secret, hook_sealed_to) select 'other/one', url || 'x', default_branch, hook_secret, hook_sealed_to from repositories limit 1");
        String token = bench.api().token("mj_operator", TokenScope.READ, "other/one");
        bench.post("/sign-in", Map.of("token", token));

        assertThat(bench.get(bench.runPath()).statusCode()).isEqualTo(404);
        assertThat(bench.page("/runs").select(".runs li")).isEmpty();
        assertThat(bench.get("/runs/999999").statusCode()).isEqualTo(404);
        assertThat(bench.get("/runs/x").statusCode()).isEqualTo(404);
    }

    @Test
    void theListIsFilteredAndLeadsToRuns() {
        bench.asOperator();
        assertThat(bench.page("/runs").select(".run-title").attr("href"))
                .isEqualTo(bench.runPath());
        assertThat(bench.page("/runs?branch=main").select(".runs li")).hasSize(1);
        Document none = bench.page("/runs?branch=none&state=running");
        assertThat(none.select(".runs li")).isEmpty();
        assertThat(none.select("input[name=branch]").attr("value")).isEqualTo("none");
        assertThat(none.select("option[selected]").eachText()).contains("running");
        assertThat(bench.page("/runs?state=bad").select(".runs li")).hasSize(1);
    }

    @Test
    void whatFailsInTheServerIsAPageToo() {
        bench.asOperator();
        bench.execute("alter table annotations rename to lost");
        HttpResponse<String> response = bench.get(bench.runPath());
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/html");
        assertThat(response.body())
                .contains("The server failed; its log says why")
                .doesNotContain("annotations");
    }

    /// Whatever is a page has the one policy, and nothing in it that the policy would refuse.
    @Test
    void eachPageHasTheSameStrictPolicy() {
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                "/sign-in",
                                "/api/v1/",
                                "/runs",
                                bench.runPath(),
                                "/runs/999999",
                                "/runs?pipeline=1%00"));
        JsonNode document = ApiBench.json(bench.get("/api/v1/openapi.json"));
        document.get("paths")
                .properties()
                .forEach(path -> {
                    if (path.getValue().has("get") && !path.getKey().endsWith("stream")) {
                        paths.add("/api/v1" + path.getKey().replaceAll("\\{[a-z]+}", "1"));
                    }
                });
        bench.asOperator();
        int pages = 0;
        for (String path : paths) {
            HttpResponse<String> response = bench.get(path);
            if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                assertThat(path).startsWith("/api/v1/");
                continue;
            }
            pages++;
            assertThat(response.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly(PageHeaders.POLICY);
            Document page = Jsoup.parse(response.body(), bench.api().server().url() + path);
            assertThat(page.select("style, [style], script:not([src])")).as(path).isEmpty();
            for (Element file : page.select("link[rel=stylesheet]")) {
                HttpResponse<String> style = bench.get(URI.create(file.absUrl("href")).getPath());
                assertThat(style.statusCode()).as(path).isEqualTo(200);
                assertThat(style.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/css");
            }
        }
        assertThat(pages).isEqualTo(6);
        assertThat(PageHeaders.POLICY).doesNotContain("unsafe");
    }

    @Test
    void aDatabaseThatIsAwayIsAPageToo() {
        bench.asOperator();
        bench.api().server().takeDatabaseAway();
        try {
            HttpResponse<String> response = bench.get(bench.runPath());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(response.body()).contains("The database is away").contains("<main");
        } finally {
            bench.api().server().bringDatabaseBack();
        }
    }

    private String id(long line) {
        return "job-" + bench.job() + ":L" + line;
    }

    private String line(long line) {
        return "[id=" + id(line) + "]";
    }

    private static List<LogLine> lines(String... texts) {
        return List.of(texts).stream()
                .map(text ->
                        new LogLine(Instant.EPOCH, text.getBytes(StandardCharsets.UTF_8), true))
                .toList();
    }
}
