package dev.minijenkin.console.sample;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.UsualHour;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs and jobs as the database would tell them.
public final class SampleViews {
    private static final PipelineId PIPELINE = new PipelineId(1);
    private static final RepositoryId REPOSITORY = new RepositoryId(1);

    private SampleViews() {}

    /// Nothing waits and nothing runs.
    public static Health health(Instant at) {
        return new Health(
                0,
                Duration.ZERO,
                1,
                1,
                0,
                4,
                0,
                0,
                0,
                null,
                UsualHour.unknown(),
                at.atOffset(ZoneOffset.UTC));
    }

    /// Who may act.
    public static Person person() {
        return new Person("ana", "mj_operator", "shop", true, false);
    }

    /// A run that goes on; its number is its id.
    public static RunView run(long id) {
        return run(id, RunState.RUNNING, null);
    }

    /// A run that ended.
    public static RunView run(long id, Conclusion conclusion) {
        return run(id, RunState.FINISHED, conclusion);
    }

    private static RunView run(long id, RunState state, @Nullable Conclusion conclusion) {
        return new RunView(
                new RunId(id),
                new RunView.PipelineName(PIPELINE, REPOSITORY, "shop", "ci"),
                id,
                1,
                new RunView.Origin(
                        "push", "ana", "refs/heads/main", "0123456789abcdef", "Sell more"),
                new RunView.Status(state, conclusion, null, RunView.Waiting.none()),
                new RunView.Times(SettableClock.START, SettableClock.START, null, null),
                new RunView.JobCounts(1, conclusion == Conclusion.FAILURE ? 1 : 0));
    }

    /// A job that waits for a runner.
    public static JobView job(long id, String key, String name) {
        return job(id, key, name, JobState.QUEUED, null, 0, List.of());
    }

    /// A job that ended, with as many steps.
    public static JobView job(
            long id, String key, String name, Conclusion conclusion, int steps, String... needs) {
        return job(id, key, name, JobState.FINISHED, conclusion, steps, List.of(needs));
    }

    /// A job that began, with its times in seconds after [SettableClock#START].
    ///
    /// @param ended negative: it runs
    public static JobView began(
            long id, String key, int queued, int started, int ended, String... needs) {
        boolean over = ended >= 0;
        JobView job =
                job(
                        id,
                        key,
                        key,
                        over ? JobState.FINISHED : JobState.RUNNING,
                        over ? Conclusion.SUCCESS : null,
                        0,
                        List.of(needs));
        return new JobView(
                job.id(),
                key,
                key,
                job.needs(),
                job.status(),
                job.placement(),
                new JobView.Times(
                        SettableClock.START,
                        SettableClock.START.plusSeconds(queued),
                        SettableClock.START.plusSeconds(started),
                        over ? SettableClock.START.plusSeconds(ended) : null),
                job.log(),
                job.steps());
    }

    private static JobView job(
            long id,
            String key,
            String name,
            JobState state,
            @Nullable Conclusion conclusion,
            int steps,
            List<String> needs) {
        JobId job = new JobId(id);
        return new JobView(
                job,
                key,
                name,
                needs,
                new JobView.Status(state, null, conclusion, null, ""),
                new JobView.Placement(AskedLabels.served(List.of("linux")), ""),
                new JobView.Times(SettableClock.START, null, null, null),
                new JobView.Log(job, false),
                IntStream.rangeClosed(1, steps).mapToObj(number -> step(job, number)).toList());
    }

    private static StepView step(JobId job, int number) {
        return new StepView(
                job,
                new ClaimId(1),
                number,
                "step " + number,
                StepState.FINISHED,
                Conclusion.SUCCESS,
                0,
                number,
                SettableClock.START,
                SettableClock.START);
    }
}
