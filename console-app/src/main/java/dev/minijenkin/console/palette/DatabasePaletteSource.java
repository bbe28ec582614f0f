package dev.minijenkin.console.palette;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import dev.minijenkin.db.view.trigger.PipelineView;
import dev.minijenkin.db.view.trigger.PipelineViews;
import java.util.List;

/// What the palette asks of the database. Called on workers.
public final class DatabasePaletteSource implements PaletteSource {
    private final Database database;

    public DatabasePaletteSource(Database database) {
        this.database = database;
    }

    @Override
    public List<PipelineView> pipelines() {
        return database.statement(PipelineViews::all);
    }

    @Override
    public List<RunView> runs(List<RunCriterion> criteria, int limit) {
        return database.statement(tx -> RunViews.page(tx, criteria, null, limit));
    }
}
