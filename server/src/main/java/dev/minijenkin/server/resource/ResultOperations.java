package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.repository.ApiRepositories;
import dev.minijenkin.db.view.api.run.ApiArtifact;
import dev.minijenkin.db.view.api.run.ApiArtifacts;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.db.view.api.run.ApiSummaries;
import dev.minijenkin.db.view.api.run.ApiSummary;
import dev.minijenkin.db.view.api.test.ApiFailedTest;
import dev.minijenkin.db.view.api.test.ApiTestHistory;
import dev.minijenkin.db.view.api.test.ApiTestReport;
import dev.minijenkin.db.view.api.test.ApiTestResult;
import dev.minijenkin.db.view.api.test.ApiTests;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;
import java.util.Map;

/// What jobs leave beyond their end: artifacts, results of tests, summaries for people.
public final class ResultOperations {
    private static final String TAG = "Artifacts, tests and summaries";
    private static final int MOST_FAILED = 100;

    private static final Parameter<Long> RUN = Parameter.id("run", "Id of a run");
    private static final Parameter<Long> JOB = Parameter.id("job", "Id of a job");
    private static final Parameter<Long> REPOSITORY =
            Parameter.id("repository", "Id of a repository");
    private static final Parameter<Long> ARTIFACT = Parameter.id("artifact", "Id of an artifact");
    private static final Parameter<Long> REPORT = Parameter.id("report", "Id of a report of tests");
    private static final Parameter<String> OUTCOME =
            Parameter.word(
                    "outcome",
                    RunOperations.words(TestOutcome.values()),
                    "Only those that went so");

    private final Database database;

    public ResultOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/runs/{run}/artifacts", "listArtifacts")
                        .about(
                                TAG,
                                "What the jobs of a run keep: of each name that of its latest attempt, or of the latest one up to `attempt`")
                        .takes(RUN, RunOperations.ATTEMPT)
                        .givesPage(ApiArtifact.class, this::artifacts),
                Operation.get("/artifacts/{artifact}", "getArtifact")
                        .about(TAG, "One artifact")
                        .takes(ARTIFACT)
                        .givesOne(ApiArtifact.class, request -> Answer.of(artifact(request))),
                Operation.get("/artifacts/{artifact}/content", "getArtifactContent")
                        .about(
                                TAG,
                                "The bytes of an artifact, which a browser saves as a file; `Range` gives a part of them, and `ETag` is their SHA-256")
                        .takes(ARTIFACT, JobOperations.RANGE)
                        .gives(
                                new Gives.Bytes(ArtifactContent.TYPE, true),
                                request ->
                                        new ArtifactContent(database, artifact(request))
                                                .answer(request.find(JobOperations.RANGE))),
                Operation.get("/runs/{run}/summaries", "listSummaries")
                        .about(TAG, "The jobs of a run whose steps tell people something")
                        .takes(RUN, RunOperations.ATTEMPT)
                        .givesPage(ApiSummary.class, this::summaries),
                Operation.get("/jobs/{job}/summary", "getSummary")
                        .about(
                                TAG,
                                "What the steps of a job tell people, in Markdown: each after a comment that says whose it is")
                        .takes(JOB)
                        .gives(new Gives.Bytes(JobSummary.TYPE, false), this::summary),
                Operation.get("/runs/{run}/test-reports", "listTestReports")
                        .about(TAG, "The tests that jobs of an attempt of a run reported, counted")
                        .takes(RUN, RunOperations.ATTEMPT)
                        .givesPage(ApiTestReport.class, this::reports),
                Operation.get("/runs/{run}/failed-tests", "listFailedTests")
                        .about(
                                TAG,
                                "The first %d tests that failed in an attempt of a run, each with what the latest reports of the repository say of it"
                                        .formatted(MOST_FAILED))
                        .takes(RUN, RunOperations.ATTEMPT)
                        .gives(new Gives.ListOf(ApiFailedTest.class), this::failed),
                Operation.get("/test-reports/{report}", "getTestReport")
                        .about(TAG, "One report of tests")
                        .takes(REPORT)
                        .givesOne(ApiTestReport.class, request -> Answer.of(report(request))),
                Operation.get("/test-reports/{report}/results", "listTestResults")
                        .about(TAG, "The results of a report, in their order")
                        .takes(REPORT, OUTCOME)
                        .givesPage(ApiTestResult.class, this::results),
                Operation.get("/repositories/{repository}/failing-tests", "listFailingTests")
                        .about(
                                TAG,
                                "The tests that failed in the latest reports of a repository, at most %d: the flaky ones, then the broken ones"
                                        .formatted(MOST_FAILED))
                        .takes(REPOSITORY)
                        .gives(new Gives.ListOf(ApiTestHistory.class), this::history));
    }

    private Answer artifacts(ApiRequest request) {
        RunId run = new RunId(run(request).id());
        return Answer.page(
                database.statement(tx ->
                        ApiArtifacts.ofRun(
                                tx,
                                request.page(),
                                run,
                                request.find(RunOperations.ATTEMPT).orElse(null))));
    }

    private ApiArtifact artifact(ApiRequest request) {
        ArtifactId id = new ArtifactId(request.get(ARTIFACT));
        return database.statement(tx -> ApiArtifacts.find(tx, request.reach(), id))
                .orElseThrow(() -> ProblemException.notFound("artifact"));
    }

    private Answer summaries(ApiRequest request) {
        RunId run = new RunId(run(request).id());
        return Answer.page(
                database.statement(tx ->
                        ApiSummaries.ofRun(
                                tx,
                                request.page(),
                                run,
                                request.find(RunOperations.ATTEMPT).orElse(null))));
    }

    private Answer summary(ApiRequest request) {
        JobId id = new JobId(request.get(JOB));
        return database.statement(tx -> ApiJobs.find(tx, request.reach(), id))
                .map(job -> new JobSummary(database, job).answer())
                .orElseThrow(() -> ProblemException.notFound("job"));
    }

    private Answer reports(ApiRequest request) {
        RunId run = new RunId(run(request).id());
        return Answer.page(
                database.statement(tx ->
                        ApiTests.ofRun(
                                tx,
                                request.page(),
                                run,
                                request.find(RunOperations.ATTEMPT).orElse(null))));
    }

    private Answer failed(ApiRequest request) {
        ApiRun run = run(request);
        int attempt = request.find(RunOperations.ATTEMPT).orElse(run.attempt());
        return Answer.of(
                Map.of(
                        "items",
                        database.transaction(tx ->
                                ApiTests.failed(tx, new RunId(run.id()), attempt, MOST_FAILED))));
    }

    private ApiTestReport report(ApiRequest request) {
        TestReportId id = new TestReportId(request.get(REPORT));
        return database.statement(tx -> ApiTests.find(tx, request.reach(), id))
                .orElseThrow(() -> ProblemException.notFound("report of tests"));
    }

    private Answer results(ApiRequest request) {
        TestReportId report = new TestReportId(report(request).id());
        return Answer.page(
                database.statement(tx ->
                        ApiTests.results(
                                tx, request.page(), report, request.find(OUTCOME).orElse(null))));
    }

    private Answer history(ApiRequest request) {
        RepositoryId id = new RepositoryId(request.get(REPOSITORY));
        if (database.statement(tx -> ApiRepositories.find(tx, request.reach(), id)).isEmpty()) {
            throw ProblemException.notFound("repository");
        }
        return Answer.of(
                Map.of("items", database.statement(tx -> ApiTests.history(tx, id, MOST_FAILED))));
    }

    private ApiRun run(ApiRequest request) {
        RunId id = new RunId(request.get(RUN));
        return database.statement(tx -> ApiRuns.find(tx, request.reach(), id))
                .orElseThrow(() -> ProblemException.notFound("run"));
    }
}
