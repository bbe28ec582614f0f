package dev.minijenkin.console.sample;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.StepState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs and jobs as the database would tell them.
public final class SampleViews {
    private static final PipelineId PIPELINE = new PipelineId(1);
    private static final RepositoryId REPOSITORY = new RepositoryId(1);

    private SampleViews() {}

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
                new RunView.Status(state, conclusion, null, null),
                new RunView.Times(SettableClock.START, SettableClock.START, null, null),
                new RunView.JobCounts(1, conclusion == Conclusion.FAILURE ? 1 : 0));
    }

    /// A job that waits for a runner.
    public static JobView job(long id, String key, String name) {
        return job(id, key, name, JobState.QUEUED, null, 0);
    }

    /// A job that ended, with as many steps.
    public static JobView job(long id, String key, String name, Conclusion conclusion, int steps) {
        return job(id, key, name, JobState.FINISHED, conclusion, steps);
    }

    private static JobView job(
            long id,
            String key,
            String name,
            JobState state,
            @Nullable Conclusion conclusion,
            int steps) {
        JobId job = new JobId(id);
        return new JobView(
                job,
                key,
                name,
                List.of(),
                new JobView.Status(state, null, conclusion, null, ""),
                new JobView.Placement(List.of("linux"), ""),
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
