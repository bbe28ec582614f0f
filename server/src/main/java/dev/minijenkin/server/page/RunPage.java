package dev.minijenkin.server.page;

import dev.minijenkin.db.log.LogWindow;
import dev.minijenkin.db.view.api.command.ApiCommand;
import dev.minijenkin.db.view.api.deployment.ApiDeployment;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiReason;
import dev.minijenkin.db.view.api.run.ApiAnnotation;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import dev.minijenkin.server.page.RunContent.ChosenJob;
import java.util.List;

/// The page of one run: how it stands, its jobs, and the steps and the log of one of them.
final class RunPage {
    private final RunContent content;
    private final RunLinks links;
    private final RunHead head;
    private final RunResults results;

    RunPage(RunContent content, Visitor visitor) {
        this.content = content;
        this.links = content.links();
        this.head = new RunHead(content, visitor);
        this.results = new RunResults(content, links);
    }

    /// Of the window: what somebody with many of them looks for first.
    String title() {
        return "%s: %s #%d, %s"
                .formatted(
                        content.mark().word(),
                        content.run().pipeline(),
                        content.run().number(),
                        content.run().repository());
    }

    Tag main() {
        ChosenJob chosen = content.chosen();
        Tag main =
                Tag.of("main", "run")
                        .with("data-live", live())
                        .with("data-again", isAsked())
                        .add(
                                head.header(),
                                callouts(),
                                annotations(),
                                results.tests(),
                                graph(),
                                results.summaries(),
                                results.artifacts(),
                                deployments(),
                                asked());
        Tag split = Tag.of("div", "split").add(jobs());
        split.add(chosen == null ? Tag.of("p", "hint").text("It has no jobs.") : job(chosen));
        return main.add(split);
    }

    /// What the script follows.
    private String live() {
        return content.isCurrent() && !content.mark().hasEnded()
                ? "/api/v1/runs/" + content.run().id() + "/stream"
                : "";
    }

    /// Whether something was asked for that nobody has carried out: the script looks again soon.
    private boolean isAsked() {
        return content.commands().stream().anyMatch(command -> command.state().equals("pending"));
    }

    private Html callouts() {
        String message = content.run().message();
        if (message == null || !content.isCurrent()) {
            return Html.nothing();
        }
        return Tag.of("p", "callout " + content.mark().look()).text(message);
    }

    private Html annotations() {
        List<ApiAnnotation> all = content.annotations();
        if (all.isEmpty()) {
            return Html.nothing();
        }
        Tag list = Tag.of("ul", "annotations");
        all.forEach(annotation -> list.add(annotation(annotation)));
        return PagePart.of("annotations", "Annotations", Integer.toString(all.size()), list);
    }

    private Tag annotation(ApiAnnotation annotation) {
        String title = annotation.title();
        String path = annotation.path();
        Integer line = annotation.line();
        Long job = annotation.jobId();
        Tag words = Tag.of("div");
        if (title != null && !title.isBlank()) {
            words.add(Tag.of("strong").text(title), Html.text(" "));
        }
        words.add(Tag.of("span", "said").text(annotation.message()));
        Tag where = Tag.of("div", "where");
        if (path != null) {
            where.add(Tag.of("code").text(path + (line == null ? "" : ":" + line)));
        }
        if (job != null) {
            content.jobs().stream()
                    .filter(one -> one.id() == job)
                    .findFirst()
                    .ifPresent(one -> where.add(Tag.of("a").href(links.job(job)).text(one.name())));
        }
        StateMark mark =
                switch (annotation.level()) {
                    case "failure" -> StateMark.FAILURE;
                    case "warning" -> StateMark.WAITING;
                    default -> StateMark.BLOCKED;
                };
        String level =
                switch (annotation.level()) {
                    case "failure" -> "Error";
                    case "warning" -> "Warning";
                    default -> "Notice";
                };
        return Tag.of("li")
                .add(
                        Tag.of("span", "level " + mark.look()).text(level),
                        Tag.of("div", "body").add(words, where));
    }

    private Html graph() {
        return JobGraph.of(links, content.jobs())
                .<Html>map(svg ->
                        PagePart.of(
                                "graph",
                                "Graph",
                                "",
                                Tag.of("div", "scroll")
                                        .with("tabindex", "0")
                                        .with("role", "region")
                                        .with("aria-label", "Graph of the jobs")
                                        .add(svg)))
                .orElse(Html.nothing());
    }

    private Html deployments() {
        if (content.deployments().isEmpty()) {
            return Html.nothing();
        }
        Tag list = Tag.of("ul", "rows");
        content.deployments().forEach(deployment -> list.add(deployment(deployment)));
        return PagePart.of("deployments", "Deployments", "", list);
    }

    private Tag deployment(ApiDeployment deployment) {
        Tag row =
                Tag.of("li")
                        .add(
                                deploymentMark(deployment.state()).icon(),
                                Tag.of("strong").text(deployment.environment()),
                                Tag.of("a")
                                        .href(links.job(deployment.jobId()))
                                        .text(deployment.state()));
        Long token = deployment.fenceToken();
        if (token != null) {
            row.add(Tag.of("span", "quiet").text("token " + token));
        }
        String url = deployment.url();
        if (url != null) {
            Link.ofOthers(url)
                    .ifPresent(link ->
                            row.add(
                                    Tag.of("a")
                                            .href(link)
                                            .with("rel", "noopener noreferrer")
                                            .text(url)));
        }
        return row.add(Times.took(deployment.startedAt(), deployment.finishedAt(), content.now()))
                .spaced();
    }

    private static StateMark deploymentMark(String state) {
        return switch (state) {
            case "active" -> StateMark.RUNNING;
            case "succeeded" -> StateMark.SUCCESS;
            case "failed", "rejected" -> StateMark.FAILURE;
            case "cancelled" -> StateMark.CANCELLED;
            default -> StateMark.WAITING;
        };
    }

    /// Who asked what of this run, and what came of it.
    private Html asked() {
        if (content.commands().isEmpty()) {
            return Html.nothing();
        }
        Tag list = Tag.of("ul", "rows");
        content.commands().forEach(command -> list.add(asked(command)));
        return PagePart.of("asked", "Asked for", "", list);
    }

    private static Tag asked(ApiCommand command) {
        String outcome = command.outcome();
        String waits = command.waitsFor();
        String reason = command.reason();
        Tag row =
                Tag.of("li")
                        .add(
                                Tag.of("strong").text(command.kind().replace('_', ' ')),
                                Tag.of("span").text("by " + command.actor()),
                                Times.moment(command.createdAt()));
        if (reason != null && !reason.isBlank()) {
            row.add(Tag.of("span", "quiet").text("“" + reason + "”"));
        }
        return row.add(
                        Tag.of(
                                        "span",
                                        command.state().equals("failed")
                                                        || command.state().equals("refused")
                                                ? "failure"
                                                : "quiet")
                                .text(
                                        outcome != null
                                                ? outcome
                                                : waits != null ? waits : "not carried out yet"))
                .spaced();
    }

    private Tag jobs() {
        ChosenJob chosen = content.chosen();
        Tag list = Tag.of("ul");
        for (ApiJob job : content.jobs()) {
            Tag link =
                    Tag.of("a")
                            .href(links.job(job.id()))
                            .add(
                                    RunContent.mark(job).icon(),
                                    Tag.of("span", "name").text(job.name()),
                                    Times.took(job.startedAt(), job.finishedAt(), content.now()))
                            .spaced();
            if (chosen != null && chosen.job().id() == job.id()) {
                link.with("aria-current", "true");
            }
            list.add(Tag.of("li").add(link));
        }
        return Tag.of("nav", "jobs")
                .with("aria-label", "Jobs")
                .with("id", "jobs")
                .add(Tag.of("h2").text("Jobs"), list);
    }

    private Tag job(ChosenJob chosen) {
        ApiJob job = chosen.job();
        StateMark mark = RunContent.mark(job);
        Tag section =
                Tag.of("section", "job")
                        .with("id", RunLinks.anchor(job.id()))
                        .with("aria-labelledby", "job-title")
                        .with("data-log", follows(chosen))
                        .add(jobHead(chosen, mark));
        String message = job.message();
        if (message != null) {
            section.add(Tag.of("p", "callout " + mark.look()).text(message));
        }
        if (job.reusedJobId() != null) {
            section.add(
                    Tag.of("p", "hint")
                            .text(
                                    "Result and log are those of an earlier attempt: it had succeeded."));
        }
        if (!chosen.reasons().isEmpty()) {
            section.add(reasons(chosen.reasons()));
        }
        if (chosen.claimsBefore() > 0) {
            section.add(
                    Tag.of("p", "hint")
                            .text(
                                    "It was begun %d times before; the whole log has those too."
                                            .formatted(chosen.claimsBefore())));
        }
        if (chosen.log() == null) {
            return section.add(
                    Tag.of("p", "hint").text("No runner has begun it: there is no log."));
        }
        return section.add(
                new LogSection(links, chosen, content.now()).section(),
                Tag.of("div").with("id", "log-end"));
    }

    /// What the script follows of the log: from the last chunk that is shown on.
    private static String follows(ChosenJob chosen) {
        LogWindow log = chosen.log();
        if (RunContent.mark(chosen.job()).hasEnded() || chosen.line() != null) {
            return "";
        }
        String stream = "/api/v1/jobs/" + chosen.job().id() + "/log/stream";
        return log == null || log.lastSeq() < 0
                ? stream
                : stream + "?after=" + log.part().claim().value() + "-" + log.lastSeq();
    }

    private Tag jobHead(ChosenJob chosen, StateMark mark) {
        ApiJob job = chosen.job();
        Tag facts = Tag.of("p", "facts").add(mark.badge());
        String runner = job.runner();
        if (runner != null) {
            facts.add(Tag.of("span").text("on " + runner));
        }
        String environment = job.environment();
        if (environment != null) {
            facts.add(Tag.of("span").text("deploys to " + environment));
        }
        facts.add(Times.took(job.startedAt(), job.finishedAt(), content.now()));
        if (job.logTruncated()) {
            facts.add(Tag.of("span", "waiting").text("its log was cut at the limit"));
        }
        facts.spaced();
        Tag actions = Tag.of("div", "actions").add(head.jobActions(job, mark));
        LogWindow log = chosen.log();
        if (log != null && log.total() > 0) {
            Link plain = Link.to("/api/v1/jobs/" + job.id() + "/log");
            actions.add(
                    Tag.of("a", "button").href(plain).text("Plain log"),
                    Tag.of("a", "button").href(plain.with("download", "true")).text("Download"));
        }
        return Tag.of("header", "job-head")
                .add(
                        Tag.of("div")
                                .add(Tag.of("h2").with("id", "job-title").text(job.name()), facts),
                        actions);
    }

    private static Tag reasons(List<ApiReason> reasons) {
        Tag list = Tag.of("ul", "reasons");
        for (ApiReason reason : reasons) {
            list.add(Tag.of("li").text(reason.sentence()));
        }
        return Tag.of("div", "callout waiting")
                .add(Tag.of("h3").text("Why it has not begun"), list);
    }
}
