package dev.minijenkin.console.insight;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.insight.InsightViews;

/// What the insights ask of the database. Called on workers.
public final class DatabaseInsightsSource implements InsightsSource {
    private final Database database;

    public DatabaseInsightsSource(Database database) {
        this.database = database;
    }

    @Override
    public Now now(int days) {
        return database.statement(
                tx -> new Now(days, InsightViews.pipelines(tx, days), InsightViews.lastDay(tx)));
    }
}
