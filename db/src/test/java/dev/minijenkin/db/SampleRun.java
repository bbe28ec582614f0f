package dev.minijenkin.db;

import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.start.NewRun;
import dev.minijenkin.db.run.start.NewRuns;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A run to insert: the usual one, but for what a test says of it.
@NullMarked
public final class SampleRun {
    private String workflow = "ci";
    private String title = "Title";
    private String event = "push";
    private String ref = "refs/heads/main";
    private String commit = SampleData.COMMIT;
    private String actor = "ana";
    private String contexts = "{}";
    private @Nullable DeliveryId delivery;
    private @Nullable GroupRules group;

    public SampleRun of(String newWorkflow) {
        workflow = newWorkflow;
        return this;
    }

    public SampleRun titled(String newTitle) {
        title = newTitle;
        return this;
    }

    public SampleRun on(String newRef) {
        ref = newRef;
        return this;
    }

    public SampleRun at(String newCommit) {
        commit = newCommit;
        return this;
    }

    public SampleRun by(String newActor) {
        actor = newActor;
        return this;
    }

    public SampleRun because(String newEvent) {
        event = newEvent;
        return this;
    }

    public SampleRun askedForBy(DeliveryId newDelivery) {
        delivery = newDelivery;
        return this;
    }

    public SampleRun inGroup(GroupRules newGroup) {
        group = newGroup;
        return this;
    }

    /// What all of its jobs see alike.
    ///
    /// @param newContexts a JSON object
    public SampleRun seeing(String newContexts) {
        contexts = newContexts;
        return this;
    }

    public Run insert(Tx tx, RepositoryId repository) {
        return insertOnce(tx, repository).orElseThrow();
    }

    public Optional<Run> insertOnce(Tx tx, RepositoryId repository) {
        return NewRuns.insert(
                        tx,
                        new NewRun(
                                SampleData.pipeline(tx, repository, workflow),
                                repository,
                                title,
                                new NewRun.Origin(event, actor, delivery),
                                new NewRun.Commit(
                                        ref,
                                        ref.replaceFirst("refs/(heads|tags)/", ""),
                                        commit,
                                        "Title",
                                        "Ana"),
                                NewRun.USUAL_PRIORITY,
                                group,
                                new NewRun.Source(bytes("on: push"), bytes("{}"), "{}", contexts)))
                .flatMap(id -> Runs.find(tx, id));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
