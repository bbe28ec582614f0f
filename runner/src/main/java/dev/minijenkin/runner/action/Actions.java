package dev.minijenkin.runner.action;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.plan.StepDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The table of the kinds of actions; the first that knows an action carries it out.
public record Actions(List<ActionKind> kinds) {
    /// What a runner can carry out without asking anybody for anything.
    public static final Actions OWN =
            new Actions(
                    List.of(
                            new BuiltInAction("actions/checkout", CheckoutAction::of),
                            new LocalAction()));

    private static final int MOST_DEEP = 10;

    public Actions {
        kinds = List.copyOf(kinds);
    }

    /// All of that, what is kept on this host, and actions of other repositories.
    ///
    /// @param folder for what is fetched, of this runner alone
    public static Actions with(ActionSources sources, Path folder, CacheStore caches) {
        List<ActionKind> kinds = new ArrayList<>(OWN.kinds);
        kinds.add(cache("actions/cache", CacheAction.Parts.BOTH, caches));
        kinds.add(cache("actions/cache/restore", CacheAction.Parts.RESTORE, caches));
        kinds.add(cache("actions/cache/save", CacheAction.Parts.SAVE, caches));
        kinds.add(
                new BuiltInAction(
                        "actions/upload-artifact",
                        call -> new UploadArtifact(call.inputs(), call.actions().record())));
        kinds.add(
                new BuiltInAction(
                        "actions/upload-artifact/merge",
                        call -> new MergeArtifacts(call.inputs(), call.actions().record())));
        kinds.add(
                new BuiltInAction(
                        "actions/download-artifact",
                        call -> new DownloadArtifact(call.inputs(), call.actions().record())));
        kinds.add(
                new BuiltInAction(
                        "mini-jenkin/test-report",
                        call -> new TestReportAction(call.inputs(), call.actions().record())));
        kinds.addAll(Setups.all());
        kinds.add(new RemoteActions(sources, folder));
        return new Actions(kinds);
    }

    private static ActionKind cache(String name, CacheAction.Parts parts, CacheStore caches) {
        return new BuiltInAction(name, call -> new CacheAction(parts, caches, call));
    }

    /// What carries the call out; where no kind does, that it fails.
    public StepHandler handler(ActionCall call) {
        return kinds.stream()
                .flatMap(kind -> kind.handler(call).stream())
                .findFirst()
                .orElseGet(() -> unknown(call.action()));
    }

    /// Fetches what steps use, also inside of each other, before the first of them.
    ///
    /// @param scope of what the runner does before the first step
    public PreparedActions prepare(List<StepDefinition> steps, JobActions job, StepScope scope)
            throws InterruptedException {
        List<PreparedActions.Pre> first = new ArrayList<>();
        try {
            for (int at = 0; at < steps.size(); at++) {
                if (steps.get(at) instanceof StepDefinition.Uses uses) {
                    prepare(uses, job, scope, ActionPlace.of(at), first);
                }
            }
            return new PreparedActions.Ready(first);
        } catch (UnusableActionException e) {
            return new PreparedActions.Refused(
                    new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage())));
        } catch (GitException e) {
            return new PreparedActions.Refused(e.outcome());
        }
    }

    private void prepare(
            StepDefinition.Uses uses,
            JobActions job,
            StepScope scope,
            ActionPlace place,
            List<PreparedActions.Pre> first)
            throws UnusableActionException, GitException, InterruptedException {
        for (ActionKind kind : kinds) {
            if (kind.isAtHand(uses.action())) {
                return;
            }
            Optional<LoadedAction> action = kind.prepare(uses.action(), job, scope);
            if (action.isPresent()) {
                prepared(uses, action.get(), job, scope, place, first);
                return;
            }
        }
    }

    private void prepared(
            StepDefinition.Uses uses,
            LoadedAction action,
            JobActions job,
            StepScope scope,
            ActionPlace place,
            List<PreparedActions.Pre> first)
            throws UnusableActionException, GitException, InterruptedException {
        switch (action.file().runs()) {
            case ActionFile.Runs.Node node when !node.pre().isEmpty() ->
                    first.add(new PreparedActions.Pre(place, uses, action, node, job.services()));
            case ActionFile.Runs.Composite(List<StepDefinition> steps)
                    when place.depth() < MOST_DEEP -> {
                for (int at = 0; at < steps.size(); at++) {
                    if (steps.get(at) instanceof StepDefinition.Uses inner) {
                        prepare(inner, job, scope, place.inside(uses, action, at), first);
                    }
                }
            }
            case ActionFile.Runs _ -> {
                // Nothing to be done before its step.
            }
        }
    }

    private static StepHandler unknown(String action) {
        return ActionHandlers.failing(
                "uses '" + action + "', an action that this runner cannot carry out");
    }
}
