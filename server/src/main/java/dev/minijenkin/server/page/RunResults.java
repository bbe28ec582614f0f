package dev.minijenkin.server.page;

import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.summary.StepSummary;
import dev.minijenkin.db.view.api.run.ApiArtifact;
import dev.minijenkin.db.view.api.test.ApiFailedTest;
import dev.minijenkin.db.view.api.test.ApiTestReport;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the jobs of a run leave: summaries for people, tests, artifacts.
record RunResults(RunContent content, RunLinks links) {
    private static final int STEP = 1000;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    Html summaries() {
        if (content.summaries().isEmpty()) {
            return Html.nothing();
        }
        Tag list = Tag.of("div", "summaries");
        content.summaries().forEach(summary -> list.add(summary(summary)));
        if (content.summaries().size() == RunContent.MOST_SUMMARIES) {
            list.add(Tag.of("p", "quiet").text("There may be more: each job has its own."));
        }
        return PagePart.of("summary", "Summary", "", list);
    }

    private Tag summary(StepSummaries.Beginning beginning) {
        StepSummary summary = beginning.summary();
        Link whole = Link.to("/api/v1/jobs/" + summary.job().value() + "/summary");
        String step =
                summary.stepName().isEmpty() ? "step " + summary.stepNumber() : summary.stepName();
        Tag article =
                Tag.of("article")
                        .add(
                                Tag.of("h3", "quiet")
                                        .add(
                                                Tag.of("a")
                                                        .href(links.job(summary.job().value()))
                                                        .text(summary.jobName()),
                                                Html.text(": " + step)),
                                Tag.of("div", "markdown").add(Markdown.of(summary.body())));
        return beginning.cut()
                ? article.add(
                        Tag.of("p", "quiet")
                                .add(
                                        Html.text("It goes on: "),
                                        Tag.of("a").href(whole).text("all of it, as Markdown"),
                                        Html.text(".")))
                : article;
    }

    Html tests() {
        if (content.reports().isEmpty()) {
            return Html.nothing();
        }
        Tag reports = Tag.of("ul", "rows");
        content.reports().forEach(report -> reports.add(report(report)));
        Tag part = Tag.of("div", "tests").add(reports);
        List<ApiFailedTest> failed = content.failedTests();
        if (!failed.isEmpty()) {
            Tag list = Tag.of("ul", "annotations");
            failed.forEach(test -> list.add(failed(test)));
            part.add(list);
        }
        long bad = content.reports().stream().mapToLong(one -> one.failed() + one.flaky()).sum();
        if (bad > failed.size()) {
            part.add(
                    Tag.of("p", "quiet")
                            .text(
                                    "And %d more: `mini-jenkin tests %d` has them."
                                            .formatted(bad - failed.size(), content.run().id())));
        }
        long all =
                content.reports().stream()
                        .mapToLong(one -> one.passed() + one.failed() + one.skipped() + one.flaky())
                        .sum();
        return PagePart.of("tests", "Tests", Long.toString(all), part);
    }

    private Tag report(ApiTestReport report) {
        StateMark mark = report.failed() > 0 ? StateMark.FAILURE : StateMark.SUCCESS;
        Tag row =
                Tag.of("li")
                        .add(
                                mark.icon(),
                                Tag.of("strong").text(report.name()),
                                Tag.of("a").href(links.job(report.jobId())).text(report.job()));
        count(row, report.failed(), "failed", "failure");
        count(row, report.flaky(), "flaky", "waiting");
        count(row, report.passed(), "passed", "quiet");
        count(row, report.skipped(), "skipped", "quiet");
        return row.add(
                        Tag.of("span", "took")
                                .text(Times.words(Duration.ofMillis(report.milliseconds()))))
                .spaced();
    }

    private static void count(Tag row, long count, String word, String look) {
        if (count > 0) {
            row.add(Tag.of("span", look).text(count + " " + word));
        }
    }

    private Tag failed(ApiFailedTest test) {
        boolean flaky = test.outcome().equals("flaky");
        Tag words =
                Tag.of("div")
                        .add(
                                Tag.of("strong")
                                        .text(
                                                test.suite().isEmpty()
                                                        ? test.name()
                                                        : test.suite() + " " + test.name()));
        String message = test.message();
        if (message != null) {
            words.add(Html.text(" "), Tag.of("span", "said").text(message));
        }
        Tag where = Tag.of("div", "where");
        String path = test.path();
        Integer line = test.line();
        if (path != null) {
            where.add(Tag.of("code").text(path + (line == null ? "" : ":" + line)));
        }
        where.add(Tag.of("a").href(links.job(test.jobId())).text(test.job()));
        String verdict = verdict(test.verdict());
        if (!verdict.isEmpty()) {
            where.add(Tag.of("span").text(verdict));
        }
        return Tag.of("li")
                .add(
                        Tag.of("span", "level " + (flaky ? "waiting" : "failure"))
                                .text(flaky ? "Flaky" : "Failed"),
                        Tag.of("div", "body").add(words, where.spaced()));
    }

    private static String verdict(@Nullable String verdict) {
        return switch (verdict) {
            case "flaky" -> "flaky: it failed and passed at one commit";
            case "broken" -> "broken: it failed when it was tried last";
            case "mended" -> "mended: it has passed since";
            case null, default -> "";
        };
    }

    Html artifacts() {
        List<ApiArtifact> artifacts = content.artifacts();
        if (artifacts.isEmpty()) {
            return Html.nothing();
        }
        Tag list = Tag.of("ul", "rows");
        for (ApiArtifact artifact : artifacts) {
            list.add(
                    Tag.of("li")
                            .add(
                                    Tag.of("a")
                                            .href(
                                                    Link.to(
                                                            "/api/v1/artifacts/"
                                                                    + artifact.id()
                                                                    + "/content"))
                                            .with("download", true)
                                            .text(artifact.name()),
                                    Tag.of("span", "quiet").text(size(artifact.bytes())),
                                    Tag.of("a")
                                            .href(links.job(artifact.jobId()))
                                            .text(artifact.job()),
                                    Tag.of("span", "quiet")
                                            .add(
                                                    Html.text("kept until "),
                                                    Times.moment(artifact.expiresAt())))
                            .spaced());
        }
        boolean more = artifacts.size() == RunContent.MOST_ARTIFACTS;
        return PagePart.of("artifacts", "Artifacts", artifacts.size() + (more ? "+" : ""), list);
    }

    /// `812 bytes`, `14.2 MB`
    static String size(long bytes) {
        if (bytes < STEP) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double size = bytes;
        List<String> units = new ArrayList<>(UNITS);
        size /= STEP;
        // What would be shown as 1000.0 is one of the next unit.
        while (size >= STEP - 0.05 && units.size() > 1) {
            size /= STEP;
            units.removeFirst();
        }
        return String.format(Locale.ROOT, "%.1f %s", size, units.getFirst());
    }
}
