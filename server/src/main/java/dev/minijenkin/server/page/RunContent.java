package dev.minijenkin.server.page;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogPart;
import dev.minijenkin.db.log.LogWindow;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.view.api.command.ApiCommand;
import dev.minijenkin.db.view.api.command.ApiCommands;
import dev.minijenkin.db.view.api.deployment.ApiDeployment;
import dev.minijenkin.db.view.api.deployment.ApiDeployments;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.job.ApiReason;
import dev.minijenkin.db.view.api.job.ApiStep;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.run.ApiAnnotation;
import dev.minijenkin.db.view.api.run.ApiArtifact;
import dev.minijenkin.db.view.api.run.ApiArtifacts;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.db.view.api.test.ApiFailedTest;
import dev.minijenkin.db.view.api.test.ApiTestReport;
import dev.minijenkin.db.view.api.test.ApiTests;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that the page of a run shows, as it was at one moment.
///
/// @param attempt whose jobs they are
/// @param chosen the job whose steps and log are shown; null: there is none
record RunContent(
        ApiRun run,
        int attempt,
        List<ApiJob> jobs,
        List<ApiAnnotation> annotations,
        List<ApiDeployment> deployments,
        List<ApiCommand> commands,
        List<StepSummaries.Beginning> summaries,
        List<ApiTestReport> reports,
        List<ApiFailedTest> failedTests,
        List<ApiArtifact> artifacts,
        @Nullable ChosenJob chosen,
        Instant now) {
    private static final int MOST_JOBS = 1000;
    private static final int MOST_ANNOTATIONS = 100;
    private static final int MOST_DEPLOYMENTS = 50;
    private static final int MOST_COMMANDS = 10;
    private static final int MOST_REPORTS = 100;
    private static final int MOST_FAILED_TESTS = 50;
    static final int MOST_ARTIFACTS = 100;
    static final int MOST_SUMMARIES = 20;

    /// Letters of one.
    private static final int LONGEST_SUMMARY = 32 * 1024;

    /// Lines of a log on one page, and bytes of a line.
    static final int WINDOW = 1000;

    private static final int LONGEST_LINE = 4096;

    /// What is above the line that somebody asks for.
    private static final int BEFORE = 200;

    /// What somebody asks to see of it.
    ///
    /// @param asked null: whichever is of most interest
    /// @param line from which the log is wanted; null: its end
    record Wanted(@Nullable Integer attempt, @Nullable Long asked, @Nullable Long line) {}

    /// The job whose steps and log are shown.
    ///
    /// @param log null: nobody has claimed it
    /// @param claimsBefore how many claims wrote a log before that
    record ChosenJob(
            ApiJob job,
            List<ApiStep> steps,
            List<ApiReason> reasons,
            @Nullable LogWindow log,
            int claimsBefore,
            @Nullable Long line) {}

    /// Empty where there is no such run for the visitor.
    static Optional<RunContent> read(Tx tx, Visitor visitor, RunId id, Wanted wanted) {
        return ApiRuns.find(tx, visitor.reach(), id).map(run -> read(tx, visitor, run, wanted));
    }

    private static RunContent read(Tx tx, Visitor visitor, ApiRun run, Wanted wanted) {
        RunId id = new RunId(run.id());
        Integer asked = wanted.attempt();
        int attempt = asked == null ? run.attempt() : Math.clamp(asked, 1, run.attempt());
        List<ApiJob> jobs = ApiJobs.ofRun(tx, page(visitor, MOST_JOBS), id, attempt).items();
        return new RunContent(
                run,
                attempt,
                jobs,
                ApiRuns.annotations(tx, page(visitor, MOST_ANNOTATIONS), id).items().stream()
                        .filter(annotation -> annotation.attempt() == attempt)
                        .toList(),
                ApiDeployments.ofRun(tx, page(visitor, MOST_DEPLOYMENTS), id).items(),
                ApiCommands.ofRun(
                                tx, page(visitor, MOST_COMMANDS), visitor.caller().token().id(), id)
                        .items(),
                StepSummaries.beginnings(tx, id, attempt, MOST_SUMMARIES, LONGEST_SUMMARY),
                ApiTests.ofRun(tx, page(visitor, MOST_REPORTS), id, attempt).items(),
                ApiTests.failed(tx, id, attempt, MOST_FAILED_TESTS),
                ApiArtifacts.ofRun(tx, page(visitor, MOST_ARTIFACTS), id, attempt).items(),
                choose(jobs, wanted.asked()).map(job -> read(tx, job, wanted.line())).orElse(null),
                ApiRuns.now(tx));
    }

    private static PageRequest page(Visitor visitor, int limit) {
        return new PageRequest(visitor.reach(), null, limit);
    }

    /// The one that is asked for; else the first that failed, that runs, that waits.
    private static Optional<ApiJob> choose(List<ApiJob> jobs, @Nullable Long asked) {
        return jobs.stream()
                .filter(job -> asked != null && job.id() == asked)
                .findFirst()
                .or(() -> jobs.stream().min(Comparator.comparingInt(RunContent::interest)));
    }

    private static int interest(ApiJob job) {
        StateMark mark = mark(job);
        if (mark.isFailed()) {
            return 0;
        }
        return switch (mark) {
            case RUNNING -> 1;
            case WAITING -> 2;
            case QUEUED -> 3;
            case SUCCESS -> 4;
            default -> 5;
        };
    }

    private static ChosenJob read(Tx tx, ApiJob job, @Nullable Long line) {
        Long reused = job.reusedJobId();
        JobId wrote = new JobId(reused == null ? job.id() : reused);
        List<LogPart> parts = Logs.parts(tx, wrote);
        StateMark mark = mark(job);
        return new ChosenJob(
                job,
                ApiJobs.steps(tx, wrote),
                mark.hasEnded() || mark == StateMark.RUNNING
                        ? List.of()
                        : ApiJobs.reasons(tx, new JobId(job.id())),
                parts.isEmpty() ? null : window(tx, parts.getLast(), line),
                Math.max(0, parts.size() - 1),
                line);
    }

    private static LogWindow window(Tx tx, LogPart part, @Nullable Long line) {
        return line == null
                ? LogWindow.last(tx, part, WINDOW, LONGEST_LINE)
                : LogWindow.from(tx, part, Math.max(1, line - BEFORE), WINDOW, LONGEST_LINE);
    }

    static StateMark mark(ApiJob job) {
        return StateMark.of(job.state(), job.conclusion());
    }

    StateMark mark() {
        return StateMark.of(run.state(), run.conclusion());
    }

    boolean isCurrent() {
        return attempt == run.attempt();
    }

    RunLinks links() {
        return new RunLinks(run, attempt);
    }
}
