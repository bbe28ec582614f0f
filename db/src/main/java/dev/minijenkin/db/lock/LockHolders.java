package dev.minijenkin.db.lock;

import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/// Who holds what others wait for.
public final class LockHolders {
    private LockHolders() {}

    /// The session of this transaction, for [#of] to ask about from another one. No round trip.
    public static int session(Tx tx) {
        return Objects.requireNonNull(
                tx.sql()
                        .connectionResult(connection ->
                                connection.unwrap(PGConnection.class).getBackendPID()));
    }

    /// What a session of the same role waits for just now; empty: it does not wait.
    public static List<LockHolder> of(Tx tx, int session) {
        return tx.sql().fetch("select * from lock_holders(?)", session).map(LockHolders::holder);
    }

    /// What all sessions of an application wait for, in a database whose schema may not be there
    /// yet; on a connection of its own.
    public static List<LockHolder> of(DataSource source, String application) {
        return DSL.using(source, SQLDialect.POSTGRES)
                .fetch(
                        """
                        select a.pid, a.usename::text as login, a.application_name as application, a.xact_start as since
                        from pg_stat_activity w
                        cross join lateral unnest(pg_blocking_pids(w.pid)) blocking
                        join pg_stat_activity a on a.pid = blocking
                        where w.datname = current_database() and w.usename = session_user and w.application_name = ?
                        group by 1, 2, 3, 4
                        order by 4
                        """,
                        application)
                .map(LockHolders::holder);
    }

    private static LockHolder holder(Record row) {
        return new LockHolder(
                row.get("pid", Integer.class),
                Objects.requireNonNullElse(row.get("login", String.class), "nobody"),
                Objects.requireNonNullElse(row.get("application", String.class), ""),
                row.get("since", OffsetDateTime.class));
    }
}
