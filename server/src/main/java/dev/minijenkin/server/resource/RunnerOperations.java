package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.view.api.runner.ApiRunner;
import dev.minijenkin.db.view.api.runner.ApiRunners;
import dev.minijenkin.db.view.api.stats.ApiFigures;
import dev.minijenkin.db.view.api.stats.ApiMinute;
import dev.minijenkin.db.view.api.stats.ApiStats;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Runners, and the figures of the whole installation.
public final class RunnerOperations {
    private static final String TAG = "Installation";
    private static final int MOST_MINUTES = 1440;

    private static final Parameter<Long> RUNNER = Parameter.id("runner", "Id of a runner");
    private static final Parameter<String> LABEL =
            Parameter.text("label", "Only those that have this label");
    private static final Parameter<Instant> SINCE =
            Parameter.time("since", "From then on; an hour before `until` without it");
    private static final Parameter<Instant> UNTIL =
            Parameter.time("until", "Before then; now without it");

    private final Database database;

    public RunnerOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/runners", "listRunners")
                        .about(TAG, "Runners that have not left")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(LABEL)
                        .givesPage(ApiRunner.class, this::list),
                Operation.get("/runners/{runner}", "getRunner")
                        .about(TAG, "One runner that has not left")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(RUNNER)
                        .givesOne(ApiRunner.class, this::one),
                Operation.get("/figures", "getFigures")
                        .about(TAG, "The figures of now")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .givesOne(
                                ApiFigures.class,
                                _ -> Answer.of(database.statement(ApiStats::figures))),
                Operation.get("/minutes", "listMinutes")
                        .about(
                                TAG,
                                "What ended minute by minute, the oldest first; %d minutes at most"
                                        .formatted(MOST_MINUTES))
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(SINCE, UNTIL)
                        .gives(new Gives.ListOf(ApiMinute.class), this::minutes));
    }

    private Answer list(ApiRequest request) {
        return Answer.page(
                database.statement(tx ->
                        ApiRunners.page(tx, request.page(), request.find(LABEL).orElse(null))));
    }

    private Answer one(ApiRequest request) {
        RunnerId id = new RunnerId(request.get(RUNNER));
        return Answer.of(
                database.statement(tx -> ApiRunners.find(tx, id))
                        .orElseThrow(() -> ProblemException.notFound("runner")));
    }

    private Answer minutes(ApiRequest request) {
        Instant until =
                request.find(UNTIL).orElseGet(() -> database.statement(ApiStats::figures).at());
        Instant since = request.find(SINCE).orElse(until.minus(Duration.ofHours(1)));
        return Answer.of(
                Map.of(
                        "items",
                        database.statement(
                                tx -> ApiStats.minutes(tx, since, until, MOST_MINUTES))));
    }
}
