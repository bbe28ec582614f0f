package dev.minijenkin.server.stream;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;

/// What is followed live, as server-sent events.
public final class StreamOperations {
    private static final String TAG = "Streams";

    private static final Parameter<Long> JOB = Parameter.id("job", "Id of a job");
    private static final Parameter<Long> RUN = Parameter.id("run", "Id of a run");
    private static final Parameter<String> LAST =
            Parameter.header(
                    "Last-Event-ID", 100, "Id of the last event that came: it goes on behind that");

    private static final Parameter<String> AFTER =
            Parameter.text(
                    "after",
                    "Id of an event: it begins behind that, where no `Last-Event-ID` says otherwise");

    private final Database database;
    private final Feeds feeds;
    private final RunStates runs = new RunStates();
    private final OverviewStates overview = new OverviewStates();

    public StreamOperations(Database database, Feeds feeds) {
        this.database = database;
        this.feeds = feeds;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/jobs/{job}/log/stream", "streamLog")
                        .about(TAG, "The log of a job from its begin on, and as it grows")
                        .takes(JOB, LAST, AFTER)
                        .gives(
                                new Gives.Events(
                                        "`log`: a chunk, with its lines; where `continues`, its first text goes on with the last one of the chunk before. `end`: the job has ended, and all was told"),
                                this::log),
                Operation.get("/runs/{run}/stream", "streamRun")
                        .about(TAG, "A run with its jobs, each time that something of it changes")
                        .takes(RUN, LAST)
                        .gives(
                                new Gives.Events(
                                        "`run`: the run and the jobs of its attempt, whole. `end`: the run has ended"),
                                this::run),
                Operation.get("/overview/stream", "streamOverview")
                        .about(
                                TAG,
                                "The figures of now with the newest runs, once a second at most")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(LAST)
                        .gives(
                                new Gives.Events("`overview`: figures and runs, whole"),
                                _ -> new Answer.Events(feeds.overview(overview))));
    }

    private Answer log(ApiRequest request) {
        JobId id = new JobId(request.get(JOB));
        ApiJob job =
                database.statement(tx -> ApiJobs.find(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("job"));
        Long reused = job.reusedJobId();
        Answer.EventSource log =
                feeds.log(reused == null ? id : new JobId(reused), new RunId(job.runId()));
        String after = request.find(AFTER).orElse(null);
        return new Answer.Events((sink, last) -> log.send(sink, last == null ? after : last));
    }

    private Answer run(ApiRequest request) {
        RunId id = new RunId(request.get(RUN));
        if (database.statement(tx -> ApiRuns.find(tx, request.reach(), id)).isEmpty()) {
            throw ProblemException.notFound("run");
        }
        return new Answer.Events(feeds.run(id, runs));
    }
}
