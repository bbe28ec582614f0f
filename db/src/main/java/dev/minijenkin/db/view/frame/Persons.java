package dev.minijenkin.db.view.frame;

import dev.minijenkin.db.Tx;
import org.jooq.Record;

/// Who asks.
public final class Persons {
    private Persons() {}

    /// Who this connection is.
    public static Person current(Tx tx) {
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
