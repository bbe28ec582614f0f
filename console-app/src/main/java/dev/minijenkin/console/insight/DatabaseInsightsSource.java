package dev.minijenkin.console.insight;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.insight.InsightViews;
import dev.minijenkin.db.view.insight.PipelineDetail;
import dev.minijenkin.db.view.insight.PipelineDetails;

/// What the insights ask of the database. Called on workers.
public final class DatabaseInsightsSource implements InsightsSource {
    /// Of what takes long or cannot be relied on: a panel has no room for more.
    private static final int MOST = 5;

    private final Database database;

    public DatabaseInsightsSource(Database database) {
        this.database = database;
    }

    @Override
    public Now now(int days) {
        return database.statement(
                tx -> new Now(days, InsightViews.pipelines(tx, days), InsightViews.lastDay(tx)));
    }

    @Override
    public PipelineDetail detail(PipelineId pipeline, int days) {
        return database.statement(tx -> PipelineDetails.of(tx, pipeline, days, MOST));
    }
}
