package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What jobs keep beyond their end, once it is complete and as long as it is kept.
public final class ApiArtifacts {
    private static final String ARTIFACT =
            """
            a.id, a.run_id, a.attempt, a.job_id, j.name as job, a.name, a.size_bytes as bytes,
                encode(a.sha256, 'hex') as sha256, a.packing::text as packing, a.media_type, a.created_at, a.expires_at
            from looked_at l
            join artifacts a on a.id = l.key
            join jobs j on j.id = a.job_id
            """;

    private ApiArtifacts() {}

    /// Those of a run, in the order in which they were made: of each name the one of the latest
    /// attempt.
    ///
    /// @param attempt the latest one that counts; null: all do
    public static ApiPage<ApiArtifact> ofRun(
            Tx tx, PageRequest page, RunId run, @Nullable Integer attempt) {
        KeysetQuery<ApiArtifact> query = KeysetQuery.oldestFirst(ApiArtifact.class, page);
        return query.from(
                        """
                        select id as key from (
                            select distinct on (name) id from artifacts
                            where run_id = ? and attempt <= coalesce(?, 2147483647) and complete and expires_at > now()
                            order by name, attempt desc) latest
                        where id > ?
                        """,
                        run.value(),
                        attempt,
                        query.after())
                .read(tx, ARTIFACT);
    }

    public static Optional<ApiArtifact> find(Tx tx, TokenReach reach, ArtifactId id) {
        return KeysetQuery.oldestFirst(ApiArtifact.class, new PageRequest(reach, null, 1))
                .from(
                        "select id as key from artifacts where id = ? and complete and expires_at > now()",
                        id.value())
                .within("j.repository_id")
                .read(tx, ARTIFACT)
                .items()
                .stream()
                .findFirst();
    }
}
