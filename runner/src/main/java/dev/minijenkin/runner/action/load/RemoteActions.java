package dev.minijenkin.runner.action.load;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionKind;
import dev.minijenkin.runner.action.call.JobActions;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.action.call.UnusableActionException;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.workflow.action.ActionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Actions of other repositories, `owner/repository[/folder]@ref`, and those of the run's own at
/// its commit, `$/folder`.
///
/// Programs run where they are kept; steps find a copy of their own job, because many of them write
/// beside their scripts. Thread-safe.
public final class RemoteActions implements ActionKind {
    private static final String OWN = "$/";

    private final ActionSources sources;
    private final ActionStore store;

    /// @param folder for what is fetched, of this runner alone
    public RemoteActions(ActionSources sources, Path folder) {
        this.sources = sources;
        this.store = new ActionStore(folder);
    }

    @Override
    public Optional<StepHandler> handler(ActionCall call) {
        return named(call.action(), call.actions()).map(name -> new Fetched(call, name));
    }

    @Override
    public Optional<LoadedAction> prepare(String action, JobActions job, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        Optional<RemoteName> name = named(action, job);
        return name.isEmpty() ? Optional.empty() : Optional.of(load(name.get(), job, scope));
    }

    private static Optional<RemoteName> named(String action, JobActions job) {
        return action.startsWith(OWN)
                ? Optional.of(
                        new RemoteName("", action.substring(OWN.length()), job.source().commit()))
                : RemoteName.parse(action);
    }

    private LoadedAction load(RemoteName name, JobActions job, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        LoadedAction before = job.loaded().get(name.shown());
        if (before != null) {
            return before;
        }
        boolean own = name.repository().isEmpty();
        String repository = own ? job.source().repository() : name.repository();
        String url = own ? job.source().url() : sources.url(name.repository());
        if (!own && !sources.allow(name)) {
            throw new UnusableActionException(
                    "uses '"
                            + name.shown()
                            + "', and the operator of this runner does not allow that action");
        }
        String commit = own ? name.ref() : commit(url, name, job, scope);
        Path tree = store.tree(url, repository, name.ref(), commit, scope.ofRunner());
        String shown = own ? OWN + name.path() : name.shown();
        LoadedAction.Origin origin = new LoadedAction.Origin(repository, own ? commit : name.ref());
        LoadedAction kept =
                LoadedAction.read(
                        shown, tree.resolve(name.path()).normalize(), origin, FileRights.OWN);
        boolean copies = kept.file().runs() instanceof ActionFile.Runs.Composite;
        Path used = copies ? job.nextFolder() : tree;
        LoadedAction loaded = copies ? copied(kept, tree, used, job) : kept;
        job.host().copyIn(List.of(used));
        job.loaded().put(name.shown(), loaded);
        return loaded;
    }

    private String commit(String url, RemoteName name, JobActions job, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        Optional<String> known = job.record().known(name.key(), name.ref());
        if (known.isPresent()) {
            return known.get();
        }
        String found =
                name.isPinned()
                        ? name.ref().toLowerCase(Locale.ROOT)
                        : store.resolve(url, name, scope.ofRunner());
        Optional<String> counts = job.record().keep(name.key(), name.ref(), found);
        if (counts.isEmpty()) {
            throw new GitException(
                    new StepOutcome.Failed(Cause.RUNNER_ERROR, "ended: the claim was lost"));
        }
        return counts.get();
    }

    private static LoadedAction copied(LoadedAction kept, Path tree, Path copy, JobActions job) {
        try {
            job.files()
                    .run(() -> {
                        Files.createDirectories(copy.getParent());
                        Trees.copy(tree, copy);
                    });
        } catch (IOException e) {
            throw DiskTrouble.explain("copy an action", copy, e);
        }
        return new LoadedAction(
                kept.shown(),
                copy.resolve(tree.relativize(kept.folder())).normalize(),
                kept.origin(),
                kept.file());
    }

    /// A step that uses one. It is fetched before the first step of the job, unless nobody knew of
    /// it then: an action of the workspace may use it.
    private final class Fetched implements StepHandler {
        private final ActionCall call;
        private final RemoteName name;
        private List<Post> posts = List.of();

        Fetched(ActionCall call, RemoteName name) {
            this.call = call;
            this.name = name;
        }

        @Override
        public StepOutcome run(StepScope scope) throws InterruptedException {
            StepHandler handler;
            try {
                LoadedAction action = load(name, call.actions(), scope.onMachine());
                handler = ActionHandlers.of(call, () -> action);
            } catch (UnusableActionException e) {
                return new StepOutcome.Failed(
                        Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
            } catch (GitException e) {
                return e.outcome();
            }
            posts = handler.posts();
            return handler.run(scope);
        }

        @Override
        public List<Post> posts() {
            return posts;
        }
    }
}
