package dev.minijenkin.db.variable;

import static dev.minijenkin.db.schema.Tables.VARIABLES;
import static org.jooq.impl.DSL.upper;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;

/// Statements over `variables`.
public final class Variables {
    private Variables() {}

    /// What `vars` holds in the runs of a repository: its own variables before those of all.
    public static Map<String, String> of(Tx tx, RepositoryId repository) {
        Map<String, String> values = new LinkedHashMap<>();
        tx.sql()
                .select(VARIABLES.NAME, VARIABLES.VALUE)
                .distinctOn(upper(VARIABLES.NAME))
                .from(VARIABLES)
                .where(VARIABLES.ENVIRONMENT_ID.isNull())
                .and(
                        VARIABLES
                                .REPOSITORY_ID
                                .isNull()
                                .or(VARIABLES.REPOSITORY_ID.eq(repository.value())))
                .orderBy(upper(VARIABLES.NAME), VARIABLES.REPOSITORY_ID.asc().nullsLast())
                .forEach(row -> values.put(row.value1(), row.value2()));
        return values;
    }

    /// What `vars` holds besides, or in the place of those, in jobs that hold an environment.
    public static Map<String, String> of(
            Tx tx, RepositoryId repository, EnvironmentId environment) {
        Map<String, String> values = new LinkedHashMap<>();
        tx.sql()
                .select(VARIABLES.NAME, VARIABLES.VALUE)
                .from(VARIABLES)
                .where(VARIABLES.REPOSITORY_ID.eq(repository.value()))
                .and(VARIABLES.ENVIRONMENT_ID.eq(environment.value()))
                .orderBy(upper(VARIABLES.NAME))
                .forEach(row -> values.put(row.value1(), row.value2()));
        return values;
    }

    /// Sets it, whether it was there or not.
    public static void put(Tx tx, Reach reach, ValueName name, String value) {
        tx.sql()
                .execute(
                        """
                        insert into variables as v (repository_id, environment_id, name, value)
                        values (?, ?, ?, ?)
                        on conflict (repository_id, environment_id, upper(name)) do update
                        set name = excluded.name, value = excluded.value, updated_by = session_user, updated_at = now()
                        """,
                        reach.repositoryValue(),
                        reach.environmentValue(),
                        name.text(),
                        PostgresText.text(value));
    }

    /// Whether it was there.
    public static boolean remove(Tx tx, Reach reach, ValueName name) {
        return tx.sql().deleteFrom(VARIABLES).where(is(reach, name)).execute() > 0;
    }

    /// Removes all that only the jobs of a repository see.
    public static void removeAll(Tx tx, RepositoryId repository) {
        tx.sql()
                .deleteFrom(VARIABLES)
                .where(VARIABLES.REPOSITORY_ID.eq(repository.value()))
                .execute();
    }

    private static Condition is(Reach reach, ValueName name) {
        return VARIABLES
                .REPOSITORY_ID
                .isNotDistinctFrom(reach.repositoryValue())
                .and(VARIABLES.ENVIRONMENT_ID.isNotDistinctFrom(reach.environmentValue()))
                .and(upper(VARIABLES.NAME).eq(name.folded()));
    }

    /// All, those of all repositories first.
    public static List<Variable> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select v.name, v.value, r.name as repository, e.name as environment, v.updated_by, v.updated_at
                        from variables v
                        left join repositories r on r.id = v.repository_id
                        left join environments e on e.id = v.environment_id
                        order by r.name nulls first, e.name nulls first, upper(v.name)
                        """)
                .map(row ->
                        new Variable(
                                row.get("name", String.class),
                                row.get("value", String.class),
                                row.get("repository", String.class),
                                row.get("environment", String.class),
                                row.get("updated_by", String.class),
                                row.get("updated_at", OffsetDateTime.class)));
    }
}
