package dev.minijenkin.server.delivery;

import dev.minijenkin.engine.start.RunPreview;
import java.util.List;

/// What a delivery would start, were it to come now.
///
/// @param runs in their order
/// @param reasons why it would start nothing, or not more
public record DeliveryPlan(List<RunPreview> runs, List<String> reasons) {
    public DeliveryPlan {
        runs = List.copyOf(runs);
        reasons = List.copyOf(reasons);
    }
}
