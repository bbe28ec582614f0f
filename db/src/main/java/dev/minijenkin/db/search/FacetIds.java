package dev.minijenkin.db.search;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.key.Keys;
import dev.minijenkin.db.search.key.Keys.Facet;
import dev.minijenkin.db.search.key.Narrowing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facets as rows know them: what was asked for by name, by its ids.
///
/// @param pipelines null: any
/// @param runners null: any
/// @param conclusion its word; null: any
public record FacetIds(
        Long @Nullable [] pipelines,
        @Nullable String branch,
        @Nullable String job,
        Long @Nullable [] runners,
        @Nullable String conclusion,
        @Nullable Instant since,
        @Nullable Instant until) {
    /// For the `where` of a statement over `claims c`, `jobs j` and `pipeline_runs r`; takes
    /// [#values].
    public static final String CONDITION =
            """
            (?::bigint[] is null or r.pipeline_id = any(?::bigint[]))
                and (?::text is null or r.head_branch = ?::text)
                and (?::text is null or ?::text in (j.key, j.name))
                and (?::bigint[] is null or c.runner_id = any(?::bigint[]))
                and (?::text is null or j.conclusion::text = ?::text)
            """;

    /// The ids of what facets name.
    ///
    /// @throws IllegalArgumentException with a sentence, where something is not there
    public static FacetIds of(Tx tx, SearchFacets facets) {
        return new FacetIds(
                facets.pipeline() == null ? null : pipelines(tx, facets.pipeline()),
                facets.branch(),
                facets.job(),
                facets.runner() == null ? null : runners(tx, facets.runner()),
                facets.conclusion() == null ? null : EnumWords.of(facets.conclusion()),
                facets.since(),
                facets.until());
    }

    public @Nullable Object[] values() {
        return new @Nullable Object[] {
            pipelines, pipelines, branch, branch, job, job, runners, runners, conclusion, conclusion
        };
    }

    /// What the index says of them.
    Narrowing narrowing() {
        List<Narrowing> parts = new ArrayList<>();
        if (pipelines != null) {
            parts.add(any(Facet.PIPELINE, pipelines));
        }
        if (runners != null) {
            parts.add(any(Facet.RUNNER, runners));
        }
        add(Facet.BRANCH, branch, parts);
        add(Facet.JOB, job, parts);
        add(Facet.CONCLUSION, conclusion, parts);
        return Narrowing.all(parts);
    }

    boolean holds(long at) {
        return (since == null || at >= since.toEpochMilli())
                && (until == null || at < until.toEpochMilli());
    }

    private static void add(Facet facet, @Nullable String value, List<Narrowing> parts) {
        if (value != null) {
            parts.add(new Narrowing.Key(Keys.ofFacet(facet, value)));
        }
    }

    private static Narrowing any(Facet facet, Long[] ids) {
        List<Narrowing> keys = new ArrayList<>();
        for (Long id : ids) {
            keys.add(new Narrowing.Key(Keys.ofFacet(facet, Long.toString(id))));
        }
        return Narrowing.any(keys);
    }

    private static Long[] pipelines(Tx tx, String name) {
        return found(
                tx,
                """
                select p.id from pipelines p join repositories r on r.id = p.repository_id
                where ? in (p.name, p.path, regexp_replace(p.path, '^.*/|\\.ya?ml$', '', 'g'),
                    r.name || '/' || p.name, r.name || '/' || p.path,
                    r.name || '/' || regexp_replace(p.path, '^.*/|\\.ya?ml$', '', 'g'))
                """,
                name,
                "There is no pipeline '%s': give its name or its file, as 'mini-jenkin status' shows it");
    }

    private static Long[] runners(Tx tx, String name) {
        return found(
                tx,
                "select id from runners where lower(name) = lower(?)",
                name,
                "There is no runner '%s'");
    }

    private static Long[] found(Tx tx, String sql, String name, String missing) {
        Long[] ids =
                tx.sql().fetch(sql, name).stream()
                        .map(row -> row.get(0, Long.class))
                        .toArray(Long[]::new);
        if (ids.length == 0) {
            throw new IllegalArgumentException(missing.formatted(name));
        }
        return ids;
    }
}
