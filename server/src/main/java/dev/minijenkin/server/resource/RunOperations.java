package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.run.ApiAnnotation;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRunFilter;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/// Runs, their jobs and annotations.
public final class RunOperations {
    static final String TAG = "Runs and jobs";

    private static final int MOST_ATTEMPTS = 1_000_000;

    private static final Parameter<Long> RUN = Parameter.id("run", "Id of a run");
    private static final Parameter<Long> REPOSITORY =
            Parameter.filterId("repository", "Only those of the repository with this id");
    private static final Parameter<Long> PIPELINE =
            Parameter.filterId("pipeline", "Only those of the pipeline with this id");
    private static final Parameter<String> REF =
            Parameter.text("ref", "Only those of this full ref, as `refs/heads/main`");
    private static final Parameter<String> BRANCH =
            Parameter.text("branch", "Only those that run for this branch or tag");
    private static final Parameter<String> STATE =
            Parameter.word("state", words(RunState.values()), "Only those in this state");
    private static final Parameter<String> CONCLUSION =
            Parameter.word("conclusion", words(Conclusion.values()), "Only those that ended so");
    private static final Parameter<String> EVENT =
            Parameter.text("event", "Only those of this event, as `push`");
    private static final Parameter<String> ACTOR =
            Parameter.text("actor", "Only those that this person caused");
    private static final Parameter<String> COMMIT =
            Parameter.text("commit", "Only those of this commit, all digits of it");
    static final Parameter<Integer> ATTEMPT =
            Parameter.count(
                    "attempt", 1, MOST_ATTEMPTS, "Of this attempt; the current one without it");

    private final Database database;

    public RunOperations(Database database) {
        this.database = database;
    }

    static List<String> words(Enum<?>[] constants) {
        return Stream.of(constants).map(EnumWords::of).toList();
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/runs", "listRuns")
                        .about(TAG, "Runs, the newest first")
                        .takes(
                                REPOSITORY,
                                PIPELINE,
                                REF,
                                BRANCH,
                                STATE,
                                CONCLUSION,
                                EVENT,
                                ACTOR,
                                COMMIT)
                        .givesPage(ApiRun.class, this::list),
                Operation.get("/runs/{run}", "getRun")
                        .about(TAG, "One run")
                        .takes(RUN)
                        .givesOne(ApiRun.class, request -> Answer.of(run(request))),
                Operation.get("/runs/{run}/jobs", "listJobs")
                        .about(
                                TAG,
                                "The jobs of an attempt of a run; in the place of a call stand those that it calls")
                        .takes(RUN, ATTEMPT)
                        .givesPage(ApiJob.class, this::jobs),
                Operation.get("/runs/{run}/annotations", "listAnnotations")
                        .about(TAG, "Errors, warnings and notices of all attempts of a run")
                        .takes(RUN)
                        .givesPage(ApiAnnotation.class, this::annotations));
    }

    private Answer list(ApiRequest request) {
        ApiRunFilter filter =
                new ApiRunFilter(
                        request.find(REPOSITORY).map(RepositoryId::new).orElse(null),
                        request.find(PIPELINE).map(PipelineId::new).orElse(null),
                        request.find(REF).orElse(null),
                        request.find(BRANCH).orElse(null),
                        request.find(STATE).orElse(null),
                        request.find(CONCLUSION).orElse(null),
                        request.find(EVENT).orElse(null),
                        request.find(ACTOR).orElse(null),
                        request.find(COMMIT).orElse(null));
        return Answer.page(database.statement(tx -> ApiRuns.page(tx, request.page(), filter)));
    }

    private Answer jobs(ApiRequest request) {
        RunId run = new RunId(run(request).id());
        return Answer.page(
                database.statement(tx ->
                        ApiJobs.ofRun(
                                tx, request.page(), run, request.find(ATTEMPT).orElse(null))));
    }

    private Answer annotations(ApiRequest request) {
        RunId run = new RunId(run(request).id());
        return Answer.page(database.statement(tx -> ApiRuns.annotations(tx, request.page(), run)));
    }

    private ApiRun run(ApiRequest request) {
        RunId id = new RunId(request.get(RUN));
        return database.statement(tx -> ApiRuns.find(tx, request.reach(), id))
                .orElseThrow(() -> ProblemException.notFound("run"));
    }
}
