package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.past.PastAttentions;
import dev.minijenkin.db.view.past.PastFigures;
import dev.minijenkin.db.view.past.PastRuns;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;

/// What the overview asks of the database. Called on workers.
public final class DatabaseOverviewSource implements OverviewSource {
    private static final int OPEN_SHOWN = 50;
    private static final int FINISHED_SHOWN = 20;

    private final Database database;
    private final LookedAt lookedAt;

    public DatabaseOverviewSource(Database database, LookedAt lookedAt) {
        this.database = database;
        this.lookedAt = lookedAt;
    }

    @Override
    public OverviewAnswer overview() {
        return lookedAt.get().map(this::past).orElseGet(this::now);
    }

    private OverviewAnswer past(Instant at) {
        return database.statement(tx -> {
            PastRuns runs = PastRuns.at(tx, at, OPEN_SHOWN, FINISHED_SHOWN);
            long open = runs.counts().running() + runs.counts().queued() + runs.counts().waiting();
            return new OverviewAnswer(
                    PastFigures.health(tx, at, (int) open),
                    Overviews.samples(tx, lookedAt.hourEnd()),
                    PastFigures.lastHour(tx, at),
                    PastAttentions.at(tx, at),
                    runs.counts(),
                    runs.running(),
                    runs.waiting(),
                    runs.finished(),
                    Overviews.setup(tx));
        });
    }

    private OverviewAnswer now() {
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
