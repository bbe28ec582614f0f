package dev.minijenkin.db.variable;

import static dev.minijenkin.db.schema.Tables.VARIABLES;
import static org.jooq.impl.DSL.upper;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
