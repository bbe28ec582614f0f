package dev.minijenkin.db;

import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A connection lent for one piece of work, with the hints to send and the work to carry out once
/// it is committed.
///
/// Used by one thread, and only inside the [Work] that it was given to.
public final class Tx {
    private static final Settings SETTINGS =
            new Settings().withRenderSchema(false).withFetchWarnings(false);

    private final Connection connection;
    private @Nullable DSLContext sql;
    private final Set<Hint> hints = new LinkedHashSet<>();
    private final Set<AfterCommit> afterCommits = new LinkedHashSet<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /// For the packages of `db` alone: other modules see records.
    public DSLContext sql() {
        DSLContext known = sql;
        if (known == null) {
            known = DSL.using(connection, SQLDialect.POSTGRES, SETTINGS);
            sql = known;
        }
        return known;
    }

    /// For [SetStatement] alone.
    Connection connection() {
        return connection;
    }

    /// Wakes whoever waits for `topic` right after the commit, in a transaction of its own.
    public void hint(Topic topic, long id) {
        hints.add(new Hint(topic, id));
    }

    /// Does this right after the commit, in the same process.
    public void afterCommit(AfterCommit work) {
        afterCommits.add(work);
    }

    Set<AfterCommit> afterCommits() {
        return afterCommits;
    }

    Set<Hint> hints() {
        return hints;
    }
}
