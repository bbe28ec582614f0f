package dev.minijenkin.db.deployment;

import static dev.minijenkin.db.schema.Tables.DEPLOYMENT_LOCKS;
import static dev.minijenkin.db.schema.Tables.ENVIRONMENTS;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Statements over `environments`.
public final class Environments {
    private Environments() {}

    /// The environment of a name, which ignores case; made at its first use.
    public static EnvironmentId ensure(Tx tx, RepositoryId repository, String name) {
        return find(tx, repository, name)
                .orElseGet(() -> {
                    tx.sql()
                            .insertInto(ENVIRONMENTS)
                            .set(ENVIRONMENTS.REPOSITORY_ID, repository.value())
                            .set(ENVIRONMENTS.NAME, PostgresText.text(name))
                            .onConflictDoNothing()
                            .execute();
                    return find(tx, repository, name).orElseThrow();
                });
    }

    /// By name.
    public static Optional<EnvironmentId> find(Tx tx, RepositoryId repository, String name) {
        return tx.sql()
                .select(ENVIRONMENTS.ID)
                .from(ENVIRONMENTS)
                .where(ENVIRONMENTS.REPOSITORY_ID.eq(repository.value()))
                .and(lower(ENVIRONMENTS.NAME).eq(lower(val(PostgresText.text(name)))))
                .fetchOptional(row -> new EnvironmentId(row.value1()));
    }

    /// Those that are held or kept, of all repositories.
    public static List<EnvironmentLock> locked(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select o.name as repository, l.environment, w.name as runner, l.holder_connected,
                            j.name || ' of ' || p.name || ' #' || r.number as holder, l.kept_because, l.kept_until
                        from environment_locks l
                        join repositories o on o.id = l.repository_id
                        left join jobs j on j.id = l.job_id
                        left join pipeline_runs r on r.id = j.run_id
                        left join pipelines p on p.id = r.pipeline_id
                        left join runners w on w.id = l.runner_id
                        where l.state <> 'free'
                        order by o.name, l.environment
                        """)
                .map(row ->
                        new EnvironmentLock(
                                row.get("repository", String.class),
                                row.get("environment", String.class),
                                row.get("holder", String.class),
                                row.get("runner", String.class),
                                row.get("holder_connected", Boolean.class),
                                row.get("kept_because", String.class),
                                row.get("kept_until", OffsetDateTime.class)));
    }

    /// The lock of an environment, made at its first use.
    static void ensureLock(Tx tx, EnvironmentId environment) {
        tx.sql()
                .insertInto(DEPLOYMENT_LOCKS)
                .set(DEPLOYMENT_LOCKS.ENVIRONMENT_ID, environment.value())
                .onConflictDoNothing()
                .execute();
    }
}
