package dev.minijenkin.runner.action;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.artifact.DownloadArtifact;
import dev.minijenkin.runner.action.artifact.MergeArtifacts;
import dev.minijenkin.runner.action.artifact.UploadArtifact;
import dev.minijenkin.runner.action.cache.CacheAction;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionKind;
import dev.minijenkin.runner.action.call.BuiltInAction;
import dev.minijenkin.runner.action.call.JobActions;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.action.call.UnusableActionException;
import dev.minijenkin.runner.action.checkout.CheckoutAction;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.action.load.ActionHandlers;
import dev.minijenkin.runner.action.load.ActionPlace;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.action.load.ContainerAction;
import dev.minijenkin.runner.action.load.ImageAction;
import dev.minijenkin.runner.action.load.LocalAction;
import dev.minijenkin.runner.action.load.NodeAction;
import dev.minijenkin.runner.action.load.PreparedActions;
import dev.minijenkin.runner.action.load.RemoteActions;
import dev.minijenkin.runner.action.setup.Setups;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The table of the kinds of actions; the first that knows an action carries it out.
public record Actions(List<ActionKind> kinds) {
    /// What a runner can carry out without asking anybody for anything.
    public static final Actions OWN =
            new Actions(
                    List.of(checkout(ActionSources.PUBLIC), new LocalAction(), new ImageAction()));

    private static final int MOST_DEEP = 10;

    /// What a runner carries out by itself, beside [#OWN], with what is kept on this host.
    private static final List<KeepingAction> KEEPING =
            List.of(
                    cache("actions/cache", CacheAction.Parts.BOTH),
                    cache("actions/cache/restore", CacheAction.Parts.RESTORE),
                    cache("actions/cache/save", CacheAction.Parts.SAVE),
                    new KeepingAction(
                            "actions/upload-artifact",
                            (call, _) ->
                                    new UploadArtifact(
                                            call.inputsOnMachine(), call.actions().record())),
                    new KeepingAction(
                            "actions/upload-artifact/merge",
                            (call, _) ->
                                    new MergeArtifacts(
                                            call.inputsOnMachine(), call.actions().record())),
                    new KeepingAction(
                            "actions/download-artifact",
                            (call, _) ->
                                    new DownloadArtifact(
                                            call.inputsOnMachine(), call.actions().record())),
                    new KeepingAction(
                            "mini-jenkin/test-report",
                            (call, _) ->
                                    new TestReportAction(
                                            call.inputsOnMachine(), call.actions().record())));

    /// @param maker of what carries a call out
    private record KeepingAction(
            String name, BiFunction<ActionCall, CacheStore, StepHandler> maker) {
        BuiltInAction with(CacheStore caches) {
            return new BuiltInAction(name, call -> maker.apply(call, caches));
        }
    }

    public Actions {
        kinds = List.copyOf(kinds);
    }

    /// All of that, what is kept on this host, and actions of other repositories.
    ///
    /// @param folder for what is fetched, of this runner alone
    public static Actions with(ActionSources sources, Path folder, CacheStore caches) {
        List<ActionKind> kinds =
                new ArrayList<>(List.of(checkout(sources), new LocalAction(), new ImageAction()));
        KEEPING.forEach(kind -> kinds.add(kind.with(caches)));
        kinds.addAll(Setups.all());
        kinds.add(new RemoteActions(sources, folder));
        return new Actions(kinds);
    }

    /// Whether every runner carries an action out by itself, whatever its version.
    ///
    /// @param uses as a step names it: `actions/checkout@v4`
    public static boolean isBuiltIn(String uses) {
        String name = uses.replaceFirst("@.*", "");
        return Stream.concat(OWN.kinds.stream(), Setups.all().stream())
                        .anyMatch(kind -> kind instanceof BuiltInAction && kind.isAtHand(uses))
                || KEEPING.stream().anyMatch(kind -> kind.name().equalsIgnoreCase(name));
    }

    private static BuiltInAction checkout(ActionSources sources) {
        return new BuiltInAction("actions/checkout", call -> new CheckoutAction(call, sources));
    }

    private static KeepingAction cache(String name, CacheAction.Parts parts) {
        return new KeepingAction(name, (call, caches) -> new CacheAction(parts, caches, call));
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
                if (steps.get(at).bare() instanceof StepDefinition.Uses uses) {
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
                    first.add(
                            new PreparedActions.Pre(
                                    place,
                                    uses,
                                    action,
                                    node.preIf(),
                                    (inputs, _) -> {
                                        NodeAction whole =
                                                new NodeAction(
                                                        action,
                                                        node,
                                                        inputs,
                                                        uses.head().name(),
                                                        job.services());
                                        return started -> whole.later(started, node.pre());
                                    }));
            case ActionFile.Runs.Container container when !container.preEntrypoint().isEmpty() ->
                    first.add(
                            new PreparedActions.Pre(
                                    place,
                                    uses,
                                    action,
                                    container.preIf(),
                                    (inputs, seen) -> {
                                        ContainerAction whole =
                                                ContainerAction.of(
                                                        action,
                                                        container,
                                                        inputs,
                                                        uses.head().name(),
                                                        job,
                                                        seen);
                                        return started ->
                                                whole.later(started, container.preEntrypoint());
                                    }));
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
