package dev.minijenkin.console.insight;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.insight.LastDay;
import dev.minijenkin.db.view.insight.PipelineDetail;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.util.List;

/// Where figures over days come from. Called on workers.
public interface InsightsSource {
    /// Reads all of it.
    ///
    /// @param days how many, today among them
    Now now(int days);

    /// Reads what a pipeline spends its time on.
    PipelineDetail detail(PipelineId pipeline, int days);

    /// What one reading brought.
    ///
    /// @param pipelines by name
    record Now(int days, List<PipelineInsight> pipelines, LastDay lastDay) {}
}
