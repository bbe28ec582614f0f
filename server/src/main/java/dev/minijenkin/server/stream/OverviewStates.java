package dev.minijenkin.server.stream;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRunFilter;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.db.view.api.stats.ApiFigures;
import dev.minijenkin.db.view.api.stats.ApiStats;
import dev.minijenkin.server.api.ApiJson;
import java.util.List;

/// Reads the figures of now with the newest runs.
public final class OverviewStates {
    private static final int RUNS = 20;

    private record Told(ApiFigures figures, List<ApiRun> runs) {}

    StateFeed.State read(Database database) {
        ApiFigures figures = database.statement(ApiStats::figures);
        List<ApiRun> runs =
                database.statement(tx ->
                                ApiRuns.page(
                                        tx,
                                        new PageRequest(TokenReach.everything(), null, RUNS),
                                        ApiRunFilter.ALL))
                        .items();
        String data = ApiJson.text(new Told(figures, runs));
        // The time of the look is no news.
        String tag = ApiJson.tag(data.replace(figures.at().toString(), ""));
        return new StateFeed.State(tag, data, false);
    }
}
