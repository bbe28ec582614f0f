package dev.minijenkin.server.stream;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.server.api.ApiJson;
import java.util.List;
import java.util.Optional;

/// Reads a run with the jobs of its current attempt.
public final class RunStates {
    private static final int MOST_JOBS = 1000;

    private record Told(ApiRun run, List<ApiJob> jobs) {}

    StateFeed.State read(Database database, RunId id) {
        return database.transaction(tx -> {
            Optional<ApiRun> run = ApiRuns.find(tx, TokenReach.everything(), id);
            if (run.isEmpty()) {
                return new StateFeed.State("gone", "null", true);
            }
            List<ApiJob> jobs =
                    ApiJobs.ofRun(
                                    tx,
                                    new PageRequest(TokenReach.everything(), null, MOST_JOBS),
                                    id,
                                    run.get().attempt())
                            .items();
            String data = ApiJson.text(new Told(run.get(), jobs));
            return new StateFeed.State(
                    ApiJson.tag(data), data, run.get().state().equals("finished"));
        });
    }
}
