package dev.minijenkin.db.view.pipeline;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static dev.minijenkin.db.schema.Tables.RUN_SOURCES;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// Pipelines, and who asks for them.
public final class PipelineViews {
    private PipelineViews() {}

    public static List<PipelineView> enabled(Tx tx) {
        return tx.sql()
                .select(
                        PIPELINES.ID,
                        PIPELINES.REPOSITORY_ID,
                        REPOSITORIES.NAME,
                        PIPELINES.NAME,
                        PIPELINES.PATH,
                        REPOSITORIES.DEFAULT_BRANCH)
                .from(PIPELINES)
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINES.REPOSITORY_ID))
                .where(PIPELINES.ENABLED)
                .orderBy(REPOSITORIES.NAME, PIPELINES.NAME)
                .limit(1000)
                .fetch(row ->
                        new PipelineView(
                                new PipelineId(row.value1()),
                                new RepositoryId(row.value2()),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6()));
    }

    /// Branches and tags that a repository had runs of, the latest first.
    public static List<String> refs(Tx tx, RepositoryId repository) {
        return tx.sql()
                .fetch(
                        """
                        select ref from (
                            select ref, id from pipeline_runs where repository_id = ? order by id desc limit 500) r
                        group by ref order by max(id) desc limit 50
                        """,
                        repository.value())
                .map(row -> row.get("ref", String.class));
    }

    /// The file of a pipeline as its last run read it.
    public static Optional<byte[]> lastWorkflow(Tx tx, PipelineId pipeline) {
        return tx.sql()
                .select(RUN_SOURCES.WORKFLOW)
                .from(RUN_SOURCES)
                .join(PIPELINE_RUNS)
                .on(PIPELINE_RUNS.ID.eq(RUN_SOURCES.RUN_ID))
                .where(PIPELINE_RUNS.PIPELINE_ID.eq(pipeline.value()))
                .orderBy(PIPELINE_RUNS.NUMBER.desc())
                .limit(1)
                .fetchOptional(RUN_SOURCES.WORKFLOW);
    }

    /// Where a repository is fetched from.
    public static String url(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(REPOSITORIES.URL)
                .from(REPOSITORIES)
                .where(REPOSITORIES.ID.eq(repository.value()))
                .fetchSingle(row -> row.value1());
    }

    public static Setup setup(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select (select count(*) from repositories) as repositories,
                                    (select count(*) from (select from hook_deliveries limit 100) d) as deliveries,
                                    (select count(*) from live_runners where online) as runners,
                                    exists (select from pipeline_runs) as any_run
                                """);
        return new Setup(
                row.get("repositories", Integer.class),
                row.get("deliveries", Integer.class),
                row.get("runners", Integer.class),
                row.get("any_run", Boolean.class));
    }

    /// Who this connection is.
    public static Person person(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select session_user::text as person, current_database()::text as database,
                                    coalesce((select r.name
                                        from unnest(array['mj_owner', 'mj_admin', 'mj_operator', 'mj_viewer'])
                                            with ordinality as r(name, rank)
                                        join pg_roles g on g.rolname = r.name
                                        where pg_has_role(r.name, 'member')
                                        order by r.rank limit 1), '') as role,
                                    has_column_privilege('commands', 'kind', 'insert') as may_command,
                                    coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)
                                        as encrypted
                                """);
        return new Person(
                row.get("person", String.class),
                row.get("role", String.class),
                row.get("database", String.class),
                row.get("may_command", Boolean.class),
                row.get("encrypted", Boolean.class));
    }
}
