package dev.minijenkin.instance.run;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.ActionCommits;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.RunSource;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A job of a run that another database knows, with all that it takes to carry it out once more.
///
/// @param labels that it asked its runner for
/// @param definition as its runner got it: with the contexts of its leg, its inputs, and the
///   outputs of what it needs
/// @param source of its run: workflow file, event, inputs
/// @param actions commits of the actions that its attempt used
/// @param artifacts that it found when it began
public record PastJob(
        RunView run,
        Repository repository,
        Job job,
        List<String> labels,
        JobDefinition definition,
        RunSource source,
        List<UsedAction> actions,
        List<Artifact> artifacts) {
    /// Reads one.
    ///
    /// @throws InstanceException where there is none, or several are meant, with a sentence that
    ///   says which there are
    public static PastJob find(Database database, PastJobName name) {
        return database.transaction(tx -> find(tx, name));
    }

    private static PastJob find(Tx tx, PastJobName name) {
        RunId id =
                name.find(tx)
                        .orElseThrow(() -> new InstanceException("There is no run " + name.run()));
        RunView run = RunViews.find(tx, id).orElseThrow();
        JobView chosen = PastJobChoice.of(JobViews.ofRun(tx, id, run.attempt()), name);
        Job job = Jobs.find(tx, chosen.id()).orElseThrow();
        return new PastJob(
                run,
                Repositories.find(tx, run.pipeline().repository()).orElseThrow(),
                job,
                chosen.placement().labels(),
                definition(tx, job),
                Runs.source(tx, id),
                ActionCommits.ofRun(tx, id, run.attempt()),
                Artifacts.foundBy(tx, job.id()));
    }

    private static JobDefinition definition(Tx tx, Job job) {
        return Optional.ofNullable(Jobs.definitions(tx, Set.of(job.id())).get(job.id()))
                .map(JobDefinitions::decode)
                .orElseThrow(() ->
                        new InstanceException(
                                "The database does not say any more what " + job.name() + " does"));
    }

    /// What a person is to be told before it begins again.
    ///
    /// @param from where its commit was found
    /// @param secrets that it is given
    List<String> remarks(String from, Map<String, String> secrets) {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                "Again %s of %s, at %s of %s out of %s"
                        .formatted(
                                job.name(),
                                run.name(),
                                run.origin().shortSha(),
                                run.origin().shortRef(),
                                from));
        if (!artifacts.isEmpty()) {
            remarks.add(
                    "With the artifacts "
                            + String.join(", ", artifacts.stream().map(Artifact::name).toList()));
        }
        List<String> missing =
                definition.secrets().names().stream()
                        .filter(name -> secrets.keySet().stream().noneMatch(name::equalsIgnoreCase))
                        .toList();
        if (!missing.isEmpty()) {
            remarks.add("Without the secrets " + String.join(", ", missing));
        }
        return remarks;
    }
}
