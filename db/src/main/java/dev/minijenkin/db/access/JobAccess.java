package dev.minijenkin.db.access;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.summary.NewSummary;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a runner asks under the claim of one job, and what it writes: nothing where the claim is
/// over. As [RunnerAccess].
public interface JobAccess {
    /// The job begins.
    ///
    /// @param unsure whether it may have begun already: then that counts as well
    /// @return the payload of the event of its run, JSON; empty where the claim is over
    Optional<byte[]> begin(boolean unsure);

    /// The job has ended.
    ///
    /// @param url where people see what it deployed; empty where it says nothing
    /// @return whether the claim was live
    boolean finish(JobResult result, List<Annotation> annotations, String url);

    /// The sealed secrets that it names.
    SecretsAnswer secrets();

    /// The variables of an environment that it holds.
    Map<String, String> variables(EnvironmentId environment);

    /// The commits of actions that its run is known to carry out.
    List<UsedAction> actions();

    /// Keeps what an action stands at, unless a job of the run was faster.
    ///
    /// @return the commit that counts; empty where the claim is over
    Optional<String> keep(UsedAction action);

    /// Of its repository.
    Optional<String> defaultBranch();

    /// Those of its run that are complete, by their names.
    List<Artifact> artifacts();

    /// Begins an artifact ([dev.minijenkin.db.artifact.Artifacts#begin]).
    ArtifactBeginning begin(NewArtifact artifact, boolean overwrite);

    /// Adds the next piece; whether the claim is live and the artifact its own. Safe to repeat.
    ///
    /// @param seq counts from 0
    boolean append(ArtifactId artifact, int seq, byte[] body);

    /// All of it is there; whether the claim is live and the artifact its own.
    ///
    /// @param digest SHA-256 of all its bytes
    boolean complete(ArtifactId artifact, byte[] digest);

    /// A piece of one of its run; empty after the last one.
    Optional<byte[]> piece(ArtifactId artifact, int seq);

    /// Removes one of its run.
    void remove(ArtifactId artifact);

    /// Adds summaries of steps. Safe to repeat.
    void summarise(List<NewSummary> summaries);

    /// Begins a report of tests; empty where the claim is over.
    Optional<TestReportId> beginReport(int stepNumber, String name);

    /// Adds results to one; whether the claim is live and the report its own. Safe to repeat.
    ///
    /// @param from place of the first of them, from 0
    /// @param results at most [dev.minijenkin.db.testreport.TestReports#MOST_AT_ONCE]
    boolean addResults(TestReportId report, int from, List<TestResult> results);

    /// All of it is there; whether the claim is live and the report its own.
    boolean completeReport(TestReportId report);
}
