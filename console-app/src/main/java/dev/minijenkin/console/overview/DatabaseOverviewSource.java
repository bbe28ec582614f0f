package dev.minijenkin.console.overview;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.runs.RunViews;

/// What the overview asks of the database. Called on workers.
public final class DatabaseOverviewSource implements OverviewSource {
    private static final int OPEN_SHOWN = 50;
    private static final int FINISHED_SHOWN = 20;

    private final Database database;

    public DatabaseOverviewSource(Database database) {
        this.database = database;
    }

    @Override
    public OverviewAnswer overview() {
        return database.statement(tx ->
                new OverviewAnswer(
                        Stats.health(tx),
                        Overviews.samples(tx),
                        Overviews.lastHour(tx),
                        Attentions.all(tx),
                        RunViews.counts(tx),
                        RunViews.running(tx, OPEN_SHOWN),
                        RunViews.waiting(tx, OPEN_SHOWN),
                        RunViews.finished(tx, FINISHED_SHOWN),
                        Overviews.setup(tx)));
    }
}
