package dev.minijenkin.server.badge;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.api.repository.ApiBadges;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import java.util.Optional;

/// `GET /badges/<repository>/<workflow>.svg?branch=`: for who embeds it, without a token, so only
/// where this server is told to show badges to everybody.
public final class BadgeEndpoint {
    private static final String ENDING = ".svg";
    private static final int LONGEST_BRANCH = 255;

    private final Database database;
    private final boolean shown;

    /// @param shown whether everybody may see how branches stand
    public BadgeEndpoint(Database database, boolean shown) {
        this.database = database;
        this.shown = shown;
    }

    public Routes routes() {
        return Routes.of("badges", Route.get("/badges/<path>", this::answer));
    }

    private void answer(Context context) {
        Optional<Badge> badge =
                shown
                        ? find(
                                context.pathParam("path"),
                                Optional.ofNullable(context.queryParam("branch")).orElse(""))
                        : Optional.empty();
        context.status(badge.isPresent() ? 200 : 404)
                .contentType("image/svg+xml; charset=utf-8")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'")
                .header("Cache-Control", "no-cache, max-age=0")
                .result(badge.orElseGet(Badge::unknown).svg());
    }

    private Optional<Badge> find(String path, String branch) {
        int slash = path.lastIndexOf('/');
        if (slash < 1
                || !path.endsWith(ENDING)
                || path.indexOf('\0') >= 0
                || branch.indexOf('\0') >= 0
                || branch.length() > LONGEST_BRANCH) {
            return Optional.empty();
        }
        String repository = path.substring(0, slash);
        String workflow = path.substring(slash + 1, path.length() - ENDING.length());
        return database.statement(tx -> ApiBadges.find(tx, repository, workflow, branch))
                .map(standing -> Badge.of(standing.pipeline(), standing.conclusion()));
    }
}
