package dev.minijenkin.engine.advance;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;

/// What a hold kept: jobs that have passed everything but the door of the queue, and places in the
/// lines of groups and environments that others were let past.
public final class HeldWork {
    private HeldWork() {}

    /// Lets on what nobody holds any more, under the lock of its run. Jobs enter the queue as if
    /// their turn had come now.
    public static void letOn(Tx tx, RunId run) {
        Queue.enqueue(tx, Holds.released(tx, run));
        for (GroupName group : Groups.waitedFor(tx, run)) {
            tx.afterCommit(GroupHandover.of(group));
        }
        for (EnvironmentId environment : Deployments.waitedFor(tx, run)) {
            tx.afterCommit(EnvironmentHandover.of(environment));
        }
        tx.hint(Topic.RUN, run.value());
    }
}
