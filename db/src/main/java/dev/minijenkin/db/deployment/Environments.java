package dev.minijenkin.db.deployment;

import static dev.minijenkin.db.schema.Tables.DEPLOYMENT_LOCKS;
import static dev.minijenkin.db.schema.Tables.ENVIRONMENTS;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
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

    /// The lock of an environment, made at its first use.
    static void ensureLock(Tx tx, EnvironmentId environment) {
        tx.sql()
                .insertInto(DEPLOYMENT_LOCKS)
                .set(DEPLOYMENT_LOCKS.ENVIRONMENT_ID, environment.value())
                .onConflictDoNothing()
                .execute();
    }
}
