package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.server.git.Commit;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.git.ResolvedRef;
import dev.minijenkin.server.git.WorkflowFile;
import java.util.List;
import java.util.Optional;

/// Carries one delivery out: fetch, read the workflow files, plan, and insert all runs in the
/// transaction that finishes the delivery.
final class DeliveryWork {
    private final Database database;
    private final Mirrors mirrors;
    private final RunPlanner planner;

    DeliveryWork(Database database, Mirrors mirrors, RunPlanner planner) {
        this.database = database;
        this.mirrors = mirrors;
        this.planner = planner;
    }

    /// @throws dev.minijenkin.server.git.RepositoryUnreachable where it is to be tried again
    void carryOut(Delivery delivery) {
        Optional<Repository> repository =
                database.statement(tx -> Repositories.find(tx, delivery.repository()));
        if (repository.isEmpty()) {
            return;
        }
        switch (TriggerReader.read(delivery)) {
            case Trigger.Push push -> start(delivery, repository.get(), push);
            case Trigger.Dispatch dispatch -> start(delivery, repository.get(), dispatch);
            case Trigger.Nothing nothing ->
                    finish(delivery, DeliveryState.IGNORED, nothing.reason());
            case Trigger.Unreadable unreadable ->
                    finish(delivery, DeliveryState.FAILED, unreadable.reason());
        }
    }

    /// Ends a delivery without runs.
    void finish(Delivery delivery, DeliveryState state, String reason) {
        database.statement(tx -> {
            Deliveries.finish(tx, delivery.id(), state, Optional.of(reason));
            return true;
        });
    }

    private void start(Delivery delivery, Repository repository, Trigger.Push push) {
        Mirror mirror = mirrors.of(repository);
        Optional<Commit> commit = mirror.commit(push.ref(), push.after());
        if (commit.isEmpty()) {
            finish(delivery, DeliveryState.IGNORED, push.ref() + " names no commit");
            return;
        }
        Occasion occasion =
                new Occasion(
                        repository,
                        delivery.id(),
                        delivery.event(),
                        push.ref(),
                        commit.get(),
                        push.actor(),
                        delivery.payload(),
                        "{}",
                        () -> push.before().flatMap(b -> mirror.changedPaths(b, commit.get())));
        List<WorkflowFile> files =
                mirror.workflowFiles(commit.get(), repository.readsGithubFolder());
        if (files.isEmpty()) {
            finish(delivery, DeliveryState.IGNORED, noFiles(commit.get()));
            return;
        }
        List<RunPlanner.PlannedRun> runs = planner.plan(occasion, files);
        if (runs.isEmpty()) {
            finish(
                    delivery,
                    DeliveryState.IGNORED,
                    "No workflow at " + commit.get().sha() + " has a trigger that matches");
            return;
        }
        insert(delivery, runs);
    }

    private void start(Delivery delivery, Repository repository, Trigger.Dispatch dispatch) {
        Mirror mirror = mirrors.of(repository);
        String wanted = dispatch.ref().isEmpty() ? repository.defaultBranch() : dispatch.ref();
        Optional<ResolvedRef> resolved = mirror.resolve(wanted);
        Optional<Commit> commit = resolved.flatMap(ref -> mirror.commit(ref.ref(), ref.sha()));
        if (commit.isEmpty()) {
            finish(
                    delivery,
                    DeliveryState.FAILED,
                    "There is no branch, tag or commit \"" + wanted + "\" in " + repository.name());
            return;
        }
        List<WorkflowFile> file =
                mirror.workflowFiles(commit.get(), repository.readsGithubFolder()).stream()
                        .filter(candidate -> isNamed(candidate, dispatch.workflow()))
                        .toList();
        if (file.isEmpty()) {
            finish(
                    delivery,
                    DeliveryState.FAILED,
                    "There is no workflow file " + dispatch.workflow() + " at " + wanted);
            return;
        }
        Occasion occasion =
                new Occasion(
                        repository,
                        delivery.id(),
                        delivery.event(),
                        resolved.orElseThrow().ref(),
                        commit.get(),
                        dispatch.actor(),
                        delivery.payload(),
                        dispatch.inputs(),
                        Optional::empty);
        List<RunPlanner.PlannedRun> runs = planner.plan(occasion, file);
        if (runs.isEmpty()) {
            finish(
                    delivery,
                    DeliveryState.FAILED,
                    file.getFirst().path() + " at " + wanted + " has no workflow_dispatch trigger");
            return;
        }
        insert(delivery, runs);
    }

    private void insert(Delivery delivery, List<RunPlanner.PlannedRun> runs) {
        database.transaction(tx -> {
            if (!Deliveries.lockOpen(tx, delivery.id())) {
                return false;
            }
            runs.forEach(run -> run.insert(tx));
            Deliveries.finish(tx, delivery.id(), DeliveryState.PROCESSED, Optional.empty());
            return true;
        });
    }

    private static boolean isNamed(WorkflowFile file, String name) {
        return file.path().equals(name) || file.path().endsWith("/" + name);
    }

    private static String noFiles(Commit commit) {
        return "There is no workflow file in .mini-jenkin/workflows at " + commit.sha();
    }
}
