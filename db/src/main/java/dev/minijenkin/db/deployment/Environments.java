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

    /// The rules of an environment; it exists.
    public static EnvironmentRules rules(Tx tx, EnvironmentId environment) {
        return tx.sql()
                .selectFrom(ENVIRONMENTS)
                .where(ENVIRONMENTS.ID.eq(environment.value()))
                .fetchSingle(row ->
                        new EnvironmentRules(
                                new EnvironmentRules.Review(
                                        row.get(ENVIRONMENTS.REQUIRED_APPROVALS),
                                        List.of(row.get(ENVIRONMENTS.REVIEWERS)),
                                        row.get(ENVIRONMENTS.REFUSES_OWN_APPROVAL)),
                                row.get(ENVIRONMENTS.WAIT_MINUTES),
                                new EnvironmentRules.Refs(
                                        List.of(row.get(ENVIRONMENTS.ALLOWED_BRANCHES)),
                                        List.of(row.get(ENVIRONMENTS.ALLOWED_TAGS))),
                                List.of(row.get(ENVIRONMENTS.BREAK_GLASS_ROLES)),
                                row.get(ENVIRONMENTS.KEEPS_LOCK_AFTER_FAILURE),
                                row.get(ENVIRONMENTS.REFUSES_OLDER_COMMITS),
                                row.get(ENVIRONMENTS.RETRIES_AFTER_LOST_RUNNER)));
    }

    /// Sets all rules. They hold for those that wait already, too.
    public static void setRules(Tx tx, EnvironmentId environment, EnvironmentRules rules) {
        tx.sql()
                .update(ENVIRONMENTS)
                .set(ENVIRONMENTS.REQUIRED_APPROVALS, rules.review().approvals())
                .set(ENVIRONMENTS.REVIEWERS, array(rules.review().reviewers()))
                .set(ENVIRONMENTS.REFUSES_OWN_APPROVAL, rules.review().refusesOwn())
                .set(ENVIRONMENTS.WAIT_MINUTES, rules.waitMinutes())
                .set(ENVIRONMENTS.ALLOWED_BRANCHES, array(rules.refs().branches()))
                .set(ENVIRONMENTS.ALLOWED_TAGS, array(rules.refs().tags()))
                .set(ENVIRONMENTS.BREAK_GLASS_ROLES, array(rules.breakGlassRoles()))
                .set(ENVIRONMENTS.KEEPS_LOCK_AFTER_FAILURE, rules.keepsLockAfterFailure())
                .set(ENVIRONMENTS.REFUSES_OLDER_COMMITS, rules.refusesOlderCommits())
                .set(ENVIRONMENTS.RETRIES_AFTER_LOST_RUNNER, rules.retriesAfterLostRunner())
                .where(ENVIRONMENTS.ID.eq(environment.value()))
                .execute();
    }

    private static String[] array(List<String> texts) {
        return texts.stream().map(PostgresText::text).toArray(String[]::new);
    }

    /// Those of some names that no role of the database has.
    public static List<String> unknownRoles(Tx tx, List<String> names) {
        return tx.sql()
                .fetch(
                        """
                        select distinct n.name from unnest(?::text[]) n (name)
                        where not exists (select from pg_roles r where r.rolname = n.name) order by n.name
                        """,
                        (Object) array(names))
                .getValues("name", String.class);
    }

    /// Of all repositories, by name.
    public static List<NamedEnvironment> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select e.id, o.name as repository, e.name, coalesce(l.state, 'free') as lock,
                            (select count(*) from deployments d
                                where d.environment_id = e.id and d.state = 'waiting') as waiting
                        from environments e
                        join repositories o on o.id = e.repository_id
                        left join environment_locks l on l.environment_id = e.id
                        order by o.name, e.name
                        """)
                .map(row ->
                        new NamedEnvironment(
                                new EnvironmentId(row.get("id", Long.class)),
                                row.get("repository", String.class),
                                row.get("name", String.class),
                                row.get("waiting", Integer.class),
                                row.get("lock", String.class)));
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
