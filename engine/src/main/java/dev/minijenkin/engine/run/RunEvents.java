package dev.minijenkin.engine.run;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.listener.HeardRun;
import dev.minijenkin.db.listener.RunActivity;
import dev.minijenkin.db.listener.RunListeners;

/// Tells workflows that listen to runs (`on: workflow_run`) what happens to one: by a delivery, in
/// the transaction in which it happens, so that it starts like everything else. Where nobody
/// listens it costs one look into a small index.
public final class RunEvents {
    private RunEvents() {}

    /// The run was just inserted.
    public static void requested(Tx tx, RunId run) {
        tell(tx, run, RunActivity.REQUESTED);
    }

    /// The first job of the attempt just began.
    public static void inProgress(Tx tx, RunId run) {
        tell(tx, run, RunActivity.IN_PROGRESS);
    }

    /// The attempt just ended.
    public static void completed(Tx tx, RunId run) {
        tell(tx, run, RunActivity.COMPLETED);
    }

    private static void tell(Tx tx, RunId run, RunActivity activity) {
        RunListeners.heard(tx, run, activity)
                .ifPresent(heard -> Deliveries.receive(tx, delivery(heard, activity)));
    }

    private static NewDelivery delivery(HeardRun run, RunActivity activity) {
        return new NewDelivery(
                run.repository().id(),
                DeliverySource.RUN,
                "run-%d-%d-%s".formatted(run.id().value(), run.attempt(), EnumWords.of(activity)),
                "workflow_run",
                WorkflowRunPayload.of(run, activity),
                run.chain() + 1);
    }
}
