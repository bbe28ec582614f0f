package dev.minijenkin.engine.access;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.SecretsAnswer;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.ActionCommits;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.summary.NewSummary;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.engine.advance.RunProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a runner on a trusted host asks under the claim of one job.
final class TrustedJob implements JobAccess {
    private final Database database;
    private final ClaimedJob job;

    TrustedJob(Database database, ClaimedJob job) {
        this.database = database;
        this.job = job;
    }

    @Override
    public Optional<byte[]> begin(boolean unsure) {
        return database.transaction(tx -> {
            boolean begun =
                    RunProgress.jobBegan(tx, job.claim(), job.run())
                            || (unsure && Claims.isAcknowledged(tx, job.claim()));
            return begun
                    ? Optional.of(Runs.source(tx, job.run()).eventPayload())
                    : Optional.empty();
        });
    }

    @Override
    public boolean finish(JobResult result, List<Annotation> annotations, String url) {
        return database.transaction(tx -> {
            boolean live = RunProgress.jobFinished(tx, job.claim(), result);
            if (live) {
                Annotations.insert(tx, job.run(), job.title().attempt(), annotations);
                if (!url.isEmpty()) {
                    Deployments.setUrl(tx, job.job(), url);
                }
            }
            return live;
        });
    }

    @Override
    public SecretsAnswer secrets() {
        return database.statement(tx ->
                Secrets.ofClaim(tx, job.claim())
                        .<SecretsAnswer>map(SecretsAnswer.Given::new)
                        .orElseGet(SecretsAnswer.ClaimOver::new));
    }

    @Override
    public Map<String, String> variables(EnvironmentId environment) {
        return database.statement(tx -> Variables.of(tx, job.repository(), environment));
    }

    @Override
    public List<UsedAction> actions() {
        return database.statement(tx -> ActionCommits.ofRun(tx, job.run(), job.title().attempt()));
    }

    @Override
    public Optional<String> keep(UsedAction action) {
        return database.transaction(tx -> ActionCommits.keep(tx, job.claim(), action));
    }

    @Override
    public Optional<String> defaultBranch() {
        return database.statement(tx -> Repositories.find(tx, job.source().repository()))
                .map(Repository::defaultBranch);
    }

    @Override
    public List<Artifact> artifacts() {
        return database.statement(tx -> Artifacts.ofRun(tx, job.run(), job.title().attempt()));
    }

    @Override
    public ArtifactBeginning begin(NewArtifact artifact, boolean overwrite) {
        return database.transaction(tx -> Artifacts.begin(tx, job.claim(), artifact, overwrite));
    }

    @Override
    public boolean append(ArtifactId artifact, int seq, byte[] body) {
        return database.statement(tx -> Artifacts.append(tx, job.claim(), artifact, seq, body));
    }

    @Override
    public boolean complete(ArtifactId artifact, byte[] digest) {
        return database.statement(tx -> Artifacts.complete(tx, job.claim(), artifact, digest));
    }

    @Override
    public Optional<byte[]> piece(ArtifactId artifact, int seq) {
        return database.statement(tx -> Artifacts.piece(tx, artifact, seq));
    }

    @Override
    public void remove(ArtifactId artifact) {
        database.run(tx -> Artifacts.remove(tx, job.claim(), artifact));
    }

    @Override
    public void summarise(List<NewSummary> summaries) {
        database.runInTransaction(tx ->
                summaries.forEach(summary ->
                        StepSummaries.add(
                                tx,
                                job.claim(),
                                summary.seq(),
                                summary.stepNumber(),
                                summary.body())));
    }

    @Override
    public Optional<TestReportId> beginReport(int stepNumber, String name) {
        return database.statement(tx -> TestReports.begin(tx, job.claim(), stepNumber, name));
    }

    @Override
    public boolean addResults(TestReportId report, int from, List<TestResult> results) {
        return database.transaction(tx -> TestReports.add(tx, job.claim(), report, from, results));
    }

    @Override
    public boolean completeReport(TestReportId report) {
        return database.statement(tx -> TestReports.complete(tx, job.claim(), report));
    }
}
