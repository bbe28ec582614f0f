package dev.minijenkin.server.page;

import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import java.util.ArrayList;
import java.util.List;

/// What stands above the page of a run: what it is, how it stands, and what the visitor may do.
record RunHead(RunContent content, Visitor visitor) {
    private static final int SHORT_COMMIT = 7;
    private static final String APPROVAL = "approval";
    private static final String HOLD = "hold";

    Tag header() {
        ApiRun run = content.run();
        return Tag.of("header", "run-head")
                .with("id", "run-head")
                .add(
                        crumbs(run),
                        Tag.of("div", "title-row")
                                .add(
                                        Tag.of("h1")
                                                .add(
                                                        Html.text(run.title()),
                                                        Html.text(" "),
                                                        Tag.of("span", "run-number")
                                                                .text("#" + run.number())),
                                        Tag.of("div", "actions").add(runActions())),
                        Tag.of("p", "facts").add(facts(run)).spaced(),
                        progress());
    }

    private Tag crumbs(ApiRun run) {
        Tag crumbs =
                Tag.of("nav", "crumbs")
                        .with("aria-label", "Where this is")
                        .add(
                                Tag.of("a").href(Link.to("/runs")).text("Runs"),
                                Tag.of("a")
                                        .href(
                                                Link.to("/runs")
                                                        .with("repository", run.repositoryId()))
                                        .text(run.repository()),
                                Tag.of("a")
                                        .href(Link.to("/runs").with("pipeline", run.pipelineId()))
                                        .text(run.pipeline()));
        return (run.attempt() == 1 ? crumbs : crumbs.add(attempts(run))).spaced();
    }

    private Tag attempts(ApiRun run) {
        Tag attempts = Tag.of("span", "attempts").text("Attempt");
        for (int i = Math.max(1, run.attempt() - 9); i <= run.attempt(); i++) {
            Tag link = Tag.of("a").href(new RunLinks(run, i).page()).text(Integer.toString(i));
            attempts.add(i == content.attempt() ? link.with("aria-current", "true") : link);
        }
        return attempts;
    }

    private List<Html> facts(ApiRun run) {
        List<Html> facts = new ArrayList<>();
        facts.add(
                content.isCurrent()
                        ? content.mark().badge()
                        : Tag.of("span", "badge quiet").text("An earlier attempt"));
        facts.add(Tag.of("span").text(run.actor() + ", " + run.event()));
        facts.add(Tag.of("code").with("title", run.ref()).text(run.branch()));
        facts.add(
                Tag.of("code")
                        .with("title", run.commitSha())
                        .text(
                                run.commitSha()
                                        .substring(
                                                0,
                                                Math.min(SHORT_COMMIT, run.commitSha().length()))));
        facts.add(Times.moment(run.createdAt()));
        if (content.isCurrent()) {
            facts.add(Times.took(run.startedAt(), run.finishedAt(), content.now()));
        }
        return facts;
    }

    /// One sentence, also for who does not see the rest.
    private Tag progress() {
        List<ApiJob> jobs = content.jobs();
        long ended = jobs.stream().filter(job -> RunContent.mark(job).hasEnded()).count();
        long failed = jobs.stream().filter(job -> RunContent.mark(job).isFailed()).count();
        long waiting = jobs.stream().filter(RunHead::waitsForApproval).count();
        StringBuilder words = new StringBuilder();
        words.append(
                ended == jobs.size()
                        ? "All %d jobs have ended".formatted(jobs.size())
                        : "%d of %d jobs have ended".formatted(ended, jobs.size()));
        if (failed > 0) {
            words.append(", %d failed".formatted(failed));
        }
        if (waiting > 0) {
            words.append(
                    waiting == 1
                            ? ", one waits for approval"
                            : ", %d wait for approval".formatted(waiting));
        }
        return Tag.of("p", "progress-words")
                .with("role", "status")
                .with("aria-live", "polite")
                .text(words + ".");
    }

    private List<Html> runActions() {
        if (!visitor.maySteer() || !content.isCurrent()) {
            return List.of();
        }
        CommandForms forms = new CommandForms(visitor, content.run().id());
        List<Html> actions = new ArrayList<>();
        if (content.mark().hasEnded()) {
            if (content.jobs().stream().anyMatch(job -> repeats(RunContent.mark(job)))) {
                actions.add(forms.button(CommandKind.RERUN_FAILED, null, "Rerun failed", ""));
            }
            actions.add(forms.button(CommandKind.RERUN, null, "Rerun all", ""));
        } else {
            if (content.jobs().stream().anyMatch(RunHead::waitsForApproval)) {
                actions.add(forms.asking(CommandKind.APPROVE, null, "Approve", "accent"));
                actions.add(forms.asking(CommandKind.REJECT, null, "Reject", "danger"));
            }
            if (content.jobs().stream().anyMatch(RunHead::isHeld)) {
                actions.add(forms.asking(CommandKind.RELEASE, null, "Release", "accent"));
            }
            actions.add(forms.asking(CommandKind.CANCEL, null, "Cancel", "danger"));
        }
        return actions;
    }

    private static boolean repeats(StateMark mark) {
        return mark.isFailed() || mark == StateMark.CANCELLED;
    }

    private static boolean waitsForApproval(ApiJob job) {
        return APPROVAL.equals(job.waitingFor());
    }

    private static boolean isHeld(ApiJob job) {
        return HOLD.equals(job.waitingFor());
    }

    /// What the visitor may do with one job.
    List<Html> jobActions(ApiJob job, StateMark mark) {
        if (!visitor.maySteer() || !content.isCurrent()) {
            return List.of();
        }
        CommandForms forms = new CommandForms(visitor, content.run().id());
        List<Html> actions = new ArrayList<>();
        if (waitsForApproval(job)) {
            actions.add(forms.asking(CommandKind.APPROVE, job.id(), "Approve", "accent"));
            actions.add(forms.asking(CommandKind.REJECT, job.id(), "Reject", "danger"));
        }
        if (mark.hasEnded() && content.mark().hasEnded()) {
            actions.add(forms.button(CommandKind.RERUN_JOB, job.id(), "Rerun job", ""));
        } else if (!mark.hasEnded()) {
            actions.add(forms.asking(CommandKind.CANCEL, job.id(), "Cancel job", "danger"));
        }
        return actions;
    }
}
