package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.job.ApiQueuedJob;
import dev.minijenkin.db.view.api.job.ApiReason;
import dev.minijenkin.db.view.api.job.ApiStep;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;
import java.util.Map;

/// Jobs, their steps and logs, and why they have not begun.
public final class JobOperations {
    private static final Parameter<Long> JOB = Parameter.id("job", "Id of a job");
    private static final Parameter<Long> REPOSITORY =
            Parameter.filterId("repository", "Only those of the repository with this id");
    static final Parameter<String> RANGE =
            Parameter.header(
                    "Range", 100, "`bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; one range");
    private static final Parameter<Boolean> DOWNLOAD =
            Parameter.flag("download", "Whether a browser shall save it as a file");

    private final Database database;

    public JobOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/jobs/{job}", "getJob")
                        .about(RunOperations.TAG, "One job")
                        .takes(JOB)
                        .givesOne(ApiJob.class, request -> Answer.of(job(request))),
                Operation.get("/jobs/{job}/steps", "listSteps")
                        .about(
                                RunOperations.TAG,
                                "The steps of a job, as its last claim carried them out")
                        .takes(JOB)
                        .gives(new Gives.ListOf(ApiStep.class), this::steps),
                Operation.get("/jobs/{job}/reasons", "explainJob")
                        .about(
                                RunOperations.TAG,
                                "Why a job has not begun: what it waits for, its place in the queue with the likely time of its start, and for each runner what keeps it from taking the job")
                        .takes(JOB)
                        .gives(new Gives.ListOf(ApiReason.class), this::reasons),
                Operation.get("/jobs/{job}/log", "getLog")
                        .about(
                                RunOperations.TAG,
                                "The log of a job as it is now, byte for byte; `Range` gives a part of it")
                        .takes(JOB, RANGE, DOWNLOAD)
                        .gives(new Gives.Bytes("text/plain", true), this::log),
                Operation.get("/queue", "listQueue")
                        .about(
                                RunOperations.TAG,
                                "Jobs that a runner could start now; `explainJob` tells of each why none has")
                        .takes(REPOSITORY)
                        .givesPage(ApiQueuedJob.class, this::queue));
    }

    private ApiJob job(ApiRequest request) {
        JobId id = new JobId(request.get(JOB));
        return database.statement(tx -> ApiJobs.find(tx, request.reach(), id))
                .orElseThrow(() -> ProblemException.notFound("job"));
    }

    private Answer steps(ApiRequest request) {
        JobId job = JobLog.jobOf(job(request));
        return list(database.statement(tx -> ApiJobs.steps(tx, job)));
    }

    private Answer reasons(ApiRequest request) {
        JobId job = new JobId(job(request).id());
        return list(database.statement(tx -> ApiJobs.reasons(tx, job)));
    }

    private static Answer list(List<?> items) {
        return Answer.of(Map.of("items", items));
    }

    private Answer log(ApiRequest request) {
        ApiJob job = job(request);
        return new JobLog(database, job)
                .answer(request.find(RANGE), request.find(DOWNLOAD).orElse(false));
    }

    private Answer queue(ApiRequest request) {
        RepositoryId repository = request.find(REPOSITORY).map(RepositoryId::new).orElse(null);
        return Answer.page(database.statement(tx -> ApiJobs.queue(tx, request.page(), repository)));
    }
}
