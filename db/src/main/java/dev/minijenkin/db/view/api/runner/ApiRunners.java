package dev.minijenkin.db.view.api.runner;

import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runners that have not left.
public final class ApiRunners {
    private static final String RUNNER =
            """
            r.id, r.name, r.labels, r.capacity, r.busy, r.online, r.draining, r.host, r.os, r.architecture, r.version,
                r.heartbeat_at
            from looked_at l join live_runners r on r.id = l.key
            """;

    private ApiRunners() {}

    /// In the order in which they came first.
    ///
    /// @param label that they have; null: any
    public static ApiPage<ApiRunner> page(Tx tx, PageRequest page, @Nullable String label) {
        KeysetQuery<ApiRunner> query = KeysetQuery.oldestFirst(ApiRunner.class, page);
        return query.from("select id as key from runners where id > ?", query.after())
                .where("r.stopped_at is null")
                .where("lower(?) = any(r.labels)", label)
                .read(tx, RUNNER);
    }

    public static Optional<ApiRunner> find(Tx tx, RunnerId id) {
        return KeysetQuery.oldestFirst(
                        ApiRunner.class, new PageRequest(TokenReach.everything(), null, 1))
                .from(
                        "select id as key from runners where id = ? and stopped_at is null",
                        id.value())
                .read(tx, RUNNER)
                .items()
                .stream()
                .findFirst();
    }
}
