package dev.minijenkin.server.resource;

import dev.minijenkin.db.view.api.page.Meaning;
import dev.minijenkin.engine.start.RunPreview;
import dev.minijenkin.server.delivery.DeliveryPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("What a delivery would start, were it to come now; nothing of it starts")
record PlannedDelivery(
        List<PlannedRun> runs,
        @Meaning("Why it would start nothing, or not more") List<String> reasons) {
    static PlannedDelivery of(DeliveryPlan plan) {
        return new PlannedDelivery(
                plan.runs().stream().map(PlannedRun::of).toList(), plan.reasons());
    }

    @Meaning("A run that would start")
    record PlannedRun(
            String workflowPath,
            String event,
            String ref,
            String commitSha,
            @Meaning("Whether its pipeline starts runs") boolean enabled,
            @Meaning("Names of the jobs that are known before any of them ran") List<String> jobs,
            @Meaning("Why it would fail at once; null: it would begin") @Nullable String refusal,
            @Meaning("Why it would be held until an operator releases it; null: it would not")
                    @Nullable String held) {
        static PlannedRun of(RunPreview run) {
            return new PlannedRun(
                    run.path(),
                    run.trigger().name(),
                    run.trigger().ref(),
                    run.trigger().commit().sha(),
                    run.enabled(),
                    run.jobs(),
                    run.refusal().orElse(null),
                    run.trigger().doubt().orElse(null));
        }
    }
}
