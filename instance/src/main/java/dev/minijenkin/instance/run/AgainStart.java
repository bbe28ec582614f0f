package dev.minijenkin.instance.run;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.artifact.CopiedArtifacts;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.ActionCommits;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobPosition;
import dev.minijenkin.db.run.job.LegRules;
import dev.minijenkin.db.run.start.NewDefinition;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.run.start.NewRun;
import dev.minijenkin.db.run.start.NewRunJobs;
import dev.minijenkin.db.run.start.NewRuns;
import dev.minijenkin.db.run.start.NumberedRun;
import dev.minijenkin.db.run.start.RunNumber;
import dev.minijenkin.db.run.start.WantedRun;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// Inserts a run that consists of one job of a past run, ready for a runner: nothing of it is
/// planned, since the other database has kept what came of that.
///
/// @param tx of the database that the run goes into
/// @param from the one that the past run is in
/// @param variables that stand before those of then
record AgainStart(
        Tx tx,
        RepositoryId repository,
        PastJob past,
        Database from,
        Map<String, String> variables) {
    RunId insert() {
        JobDefinition definition = definition();
        DeliveryId delivery = delivery();
        PipelineId pipeline =
                Pipelines.ensure(
                        tx, repository, past.source().path(), past.run().pipeline().name());
        RunNumber number =
                NewRuns.number(
                                tx,
                                List.of(
                                        new WantedRun(
                                                pipeline,
                                                delivery,
                                                origin().event(),
                                                origin().ref())))
                        .getFirst()
                        .orElseThrow();
        NewRuns.insert(tx, List.of(new NumberedRun(number, run(pipeline, delivery, definition))));
        Run run = row(number, pipeline);
        JobId job =
                NewJobs.insert(
                                tx,
                                List.of(new NewRunJobs(run, List.of(job(definition)), Set.of(0))))
                        .getFirst();
        ActionCommits.fix(tx, run.id(), run.attempt(), past.actions());
        past.artifacts().forEach(artifact -> copy(artifact, job));
        return run.id();
    }

    private RunView.Origin origin() {
        return past.run().origin();
    }

    private DeliveryId delivery() {
        DeliveryId delivery =
                Deliveries.receive(
                                tx,
                                new NewDelivery(
                                        repository,
                                        DeliverySource.COMMAND,
                                        UUID.randomUUID().toString(),
                                        origin().event(),
                                        past.source().eventPayload()))
                        .id();
        Deliveries.finish(tx, delivery, DeliveryState.PROCESSED, Optional.empty());
        return delivery;
    }

    private NewRun run(PipelineId pipeline, DeliveryId delivery, JobDefinition definition) {
        return new NewRun(
                pipeline,
                repository,
                origin().title(),
                new NewRun.Origin(origin().event(), origin().actor(), delivery),
                new NewRun.Commit(
                        origin().ref(),
                        RefNames.brief(origin().ref()),
                        origin().commitSha(),
                        "",
                        ""),
                NewRun.USUAL_PRIORITY,
                null,
                new NewRun.Source(
                        past.source().workflow(),
                        past.source().eventPayload(),
                        past.source().inputs(),
                        JobDefinitions.sharedContexts(definition)));
    }

    private Run row(RunNumber number, PipelineId pipeline) {
        return new Run(
                number.id(),
                pipeline,
                repository,
                number.number(),
                1,
                new Run.Status(RunState.QUEUED, null, null),
                new Run.Origin(
                        origin().event(), origin().actor(), origin().ref(), origin().commitSha()),
                NewRun.USUAL_PRIORITY,
                false,
                null);
    }

    /// It waits for nobody, enters nothing, and its failure is one, whatever its file forgives.
    private NewJob job(JobDefinition definition) {
        JobPosition position = past.job().position();
        return new NewJob(
                new JobPosition(
                        position.localKey(),
                        position.leg(),
                        position.matrixIndex(),
                        position.place()),
                past.job().name(),
                List.of(),
                JobForm.STEPS,
                false,
                LegRules.USUAL,
                OptionalInt.of(LabelSets.intern(tx, past.labels())),
                NewRun.USUAL_PRIORITY,
                definition.timeoutMinutes(),
                false,
                Settings.read(tx).maxClaimsPerJob(),
                new NewDefinition(
                        JobDefinitions.template(definition),
                        JobDefinitions.own(definition),
                        JobDefinitions.ownContexts(definition, 1)));
    }

    private JobDefinition definition() {
        if (variables.isEmpty()) {
            return past.definition();
        }
        Map<String, Value> contexts = new LinkedHashMap<>(past.definition().contexts());
        ObjectValue vars =
                contexts.get("vars") instanceof ObjectValue known ? known : ObjectValue.EMPTY;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            vars = vars.and(variable.getKey(), Value.of(variable.getValue()));
        }
        contexts.put("vars", vars);
        return past.definition().withContexts(contexts);
    }

    private void copy(Artifact artifact, JobId job) {
        ArtifactId copy = CopiedArtifacts.insert(tx, job, artifact);
        Optional<byte[]> piece = piece(artifact, 0);
        for (int seq = 0; piece.isPresent(); piece = piece(artifact, ++seq)) {
            CopiedArtifacts.append(tx, copy, seq, piece.get());
        }
    }

    private Optional<byte[]> piece(Artifact artifact, int seq) {
        return from.statement(old -> Artifacts.piece(old, artifact.id(), seq));
    }
}
