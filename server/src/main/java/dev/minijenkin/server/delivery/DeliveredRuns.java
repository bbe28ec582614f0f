package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.server.git.ResolvedRef;
import dev.minijenkin.workflow.trigger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The runs that a delivery starts, of the workflow files at the commit of its event. Used by one
/// thread, for one delivery.
final class DeliveredRuns {
    /// The server has no pages for people, so none of its own address either.
    private static final String NO_SERVER_URL = "";

    private static final String NO_INPUTS = "{}";

    /// Digits of one that is whole.
    private static final int COMMIT = 40;

    private final Delivery delivery;
    private final RepositoryTurn turn;
    private final Repository repository;
    private final CalledByGit called;
    private final ForkRule forks;

    DeliveredRuns(Delivery delivery, RepositoryTurn turn, CalledByGit called, ForkRule forks) {
        this.delivery = delivery;
        this.turn = turn;
        this.repository = turn.repository();
        this.called = called;
        this.forks = forks;
    }

    DeliveryOutcome ofPush(DeliveryRequest.Push push) {
        String ref = push.event().ref();
        Optional<Commit> found = turn.commit(new ResolvedRef(ref, push.after()));
        if (found.isEmpty()) {
            return DeliveryOutcome.ignored(ref + " names no commit");
        }
        Commit commit = found.get();
        List<WorkflowSource> files = turn.files(commit);
        if (files.isEmpty()) {
            return DeliveryOutcome.ignored(noFiles(commit));
        }
        Event event = push.event().at(ref, commit.message(), () -> changed(push, commit));
        return startsOrIgnored(
                runs(trigger(event, commit, push.actor(), NO_INPUTS), files),
                "No workflow at " + commit.sha() + " has a trigger that matches " + ref);
    }

    /// Most who come from elsewhere have their files in GitHub's folder.
    private String noFiles(Commit commit) {
        if (repository.readsGithubFolder()) {
            return "There is no workflow file in .mini-jenkin/workflows, and none in"
                    + " .github/workflows, at "
                    + commit.sha();
        }
        String none = "There is no workflow file in .mini-jenkin/workflows at " + commit.sha();
        return turn.mirror().workflowFiles(turn.filesAt(commit), true).isEmpty()
                ? none
                : none
                        + "; those in .github/workflows are read after 'mini-jenkin repository"
                        + " change %s --github-folder'".formatted(repository.name());
    }

    private Optional<List<String>> changed(DeliveryRequest.Push push, Commit commit) {
        return push.before().isPresent()
                ? turn.mirror().changedByPush(push.before().get(), commit)
                : turn.mirror()
                        .changedByNewBranch(push.event().ref(), commit, turn.defaultCommit());
    }

    /// `pull_request` at its own commit and with its own files, `pull_request_target` at the commit
    /// and with the files of the branch that it goes to.
    DeliveryOutcome ofPullRequest(DeliveryRequest.PullRequest pull) {
        Event event = pull.event();
        Optional<Commit> head =
                whole(event.ref(), pull.headSha())
                        .flatMap(sha -> turn.commit(new ResolvedRef(event.ref(), sha)));
        String baseRef = "refs/heads/" + event.baseRef();
        Optional<Commit> base = turn.resolve(baseRef).flatMap(turn::commit);
        if (head.isEmpty() || base.isEmpty()) {
            return DeliveryOutcome.ignored(event.ref() + " or " + baseRef + " names no commit");
        }
        Supplier<Optional<List<String>>> changed =
                () ->
                        turn.mirror()
                                .changedByPullRequest(
                                        // The branch that it goes to may have it by now.
                                        pull.baseSha()
                                                .filter(turn.mirror()::has)
                                                .orElse(base.get().sha()),
                                        head.get());
        Optional<String> doubt = forks.doubt(pull);
        List<StartableRun> runs = new ArrayList<>();
        runs.addAll(
                runs(
                        ofFork(
                                pull,
                                doubt,
                                trigger(
                                        event.at(event.ref(), head.get().message(), changed),
                                        head.get(),
                                        pull.actor(),
                                        NO_INPUTS)),
                        turn.files(head.get())));
        runs.addAll(
                runs(
                        ofFork(
                                pull,
                                doubt,
                                trigger(
                                        event.named("pull_request_target")
                                                .at(baseRef, base.get().message(), changed),
                                        base.get(),
                                        pull.actor(),
                                        NO_INPUTS)),
                        turn.files(base.get())));
        return startsOrIgnored(
                runs, "No workflow has a trigger that matches pull_request " + event.activity());
    }

    private static TriggerEvent ofFork(
            DeliveryRequest.PullRequest pull, Optional<String> doubt, TriggerEvent trigger) {
        return pull.fork().isPresent() ? trigger.ofFork(doubt) : trigger;
    }

    /// A commit that a host cuts is the one that its ref stands for, unless that has moved on: then
    /// another delivery tells of it.
    private Optional<String> whole(String ref, String sha) {
        return sha.length() >= COMMIT
                ? Optional.of(sha)
                : turn.resolve(ref).map(ResolvedRef::sha).filter(found -> found.startsWith(sha));
    }

    /// Somebody waits for it, so nothing to run is a failure.
    DeliveryOutcome ofDispatch(DeliveryRequest.Dispatch dispatch) {
        String wanted =
                dispatch.event().ref().isEmpty()
                        ? repository.defaultBranch()
                        : dispatch.event().ref();
        Optional<ResolvedRef> ref = turn.resolve(wanted);
        Optional<Commit> commit = ref.flatMap(turn::commit);
        if (commit.isEmpty()) {
            return DeliveryOutcome.failed(
                    "There is no branch, tag or commit \"" + wanted + "\" in " + repository.name());
        }
        List<WorkflowSource> files =
                turn.files(commit.get()).stream()
                        .filter(file -> dispatch.means(file.path()))
                        .toList();
        if (files.isEmpty()) {
            return DeliveryOutcome.failed(
                    "There is no workflow file " + dispatch.workflow() + " at " + wanted);
        }
        Event event =
                dispatch.event()
                        .at(ref.orElseThrow().ref(), commit.get().message(), Optional::empty);
        List<StartableRun> runs =
                runs(trigger(event, commit.get(), dispatch.actor(), dispatch.inputs()), files);
        if (runs.isEmpty()) {
            String missing = " at " + wanted + " has a workflow_dispatch trigger";
            return DeliveryOutcome.failed(
                    files.size() == 1
                            ? files.getFirst().path() + missing.replace("has a", "has no")
                            : "No workflow file" + missing);
        }
        return new DeliveryOutcome.Starts(runs);
    }

    /// Its files are those of its ref, or of the default branch.
    DeliveryOutcome ofOther(DeliveryRequest.OtherEvent other) {
        Event event = other.event();
        String ref =
                event.ref().isEmpty() ? "refs/heads/" + repository.defaultBranch() : event.ref();
        Optional<Commit> found = turn.resolve(ref).flatMap(turn::commit);
        if (found.isEmpty()) {
            return DeliveryOutcome.ignored(ref + " names no commit");
        }
        Commit commit = found.get();
        return startsOrIgnored(
                runs(
                        trigger(
                                event.at(ref, commit.message(), Optional::empty),
                                commit,
                                other.actor(),
                                NO_INPUTS),
                        turn.files(commit)),
                "No workflow at " + commit.sha() + " has a trigger that matches " + event.name());
    }

    private TriggerEvent trigger(Event event, Commit commit, String actor, String inputs) {
        return new TriggerEvent(
                repository,
                delivery.id(),
                event,
                commit,
                actor,
                delivery.payload(),
                inputs,
                NO_SERVER_URL);
    }

    private List<StartableRun> runs(TriggerEvent trigger, List<WorkflowSource> files) {
        return RunStarter.plan(
                trigger, files, called.at(turn.mirror(), turn.filesAt(trigger.commit())));
    }

    private static DeliveryOutcome startsOrIgnored(List<StartableRun> runs, String reason) {
        return runs.isEmpty() ? DeliveryOutcome.ignored(reason) : new DeliveryOutcome.Starts(runs);
    }
}
