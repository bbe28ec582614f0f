package dev.minijenkin.db.login;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Database roles with which processes and people log in: each is a member of a role of the
/// product, and may what that one may.
public final class Logins {
    private Logins() {}

    /// Makes a login of a process, as somebody who may create roles.
    ///
    /// @param role of the product: `mj_server`, `mj_runner`
    public static void create(Tx tx, String login, Password password, String role) {
        tx.sql()
                .execute(
                        DSL.sql(
                                "create role {0} login password {1} in role {2}",
                                name(login), inline(password.verifier()), name(role)));
    }

    /// Whether who is logged in is a guest runner, and no runner or server beside it.
    public static boolean isGuest(Tx tx) {
        return tx.sql()
                .fetchSingle(
                        """
                        select pg_has_role(session_user, 'mj_guest_runner', 'member')
                            and not pg_has_role(session_user, 'mj_runner', 'member') as guest
                        """)
                .get("guest", Boolean.class);
    }

    public static boolean exists(Tx tx, String login) {
        return tx.sql()
                .fetchSingle(
                        "select exists (select from pg_roles where rolname = ?) as there", login)
                .get("there", Boolean.class);
    }

    /// Gives who is logged in another password.
    public static void changeOwnPassword(Tx tx, Password password) {
        tx.sql()
                .execute(
                        DSL.sql(
                                "alter role current_user password {0}",
                                inline(password.verifier())));
    }

    /// Makes the login of a person who sees all repositories, as an administrator.
    ///
    /// @throws dev.minijenkin.db.DatabaseException where there is such a role already, the name is
    ///   none for a person, or people cannot be added here
    public static void addPerson(Tx tx, String login, Password password, PersonRole role) {
        addPerson(tx, login, password, role, null);
    }

    /// Makes the login of a person.
    ///
    /// @param repositories names of those that the person is limited to; null: all
    /// @throws dev.minijenkin.db.DatabaseException where there is such a role already, the name is
    ///   none for a person, people cannot be added here, or the limit cannot be, as [#limitPerson]
    public static void addPerson(
            Tx tx,
            String login,
            Password password,
            PersonRole role,
            @Nullable List<String> repositories) {
        tx.sql()
                .fetch(
                        "select add_person(?, ?, ?, ?::text[])",
                        login,
                        password.verifier(),
                        role.databaseRole(),
                        repositories == null ? null : repositories.toArray(String[]::new));
    }

    /// Lets a viewer or an operator see and steer some repositories only, from the next statement
    /// of that person on.
    ///
    /// @param repositories their names; null: all
    /// @throws dev.minijenkin.db.DatabaseException where there is no such person or repository, or
    ///   the person is an administrator
    public static void limitPerson(Tx tx, String login, @Nullable List<String> repositories) {
        tx.sql()
                .fetch(
                        "select limit_person(?, ?::text[])",
                        login,
                        repositories == null ? null : repositories.toArray(String[]::new));
    }

    /// Lets nobody in any more as this person, and ends sessions and tokens. Committed before
    /// [#dropPerson].
    ///
    /// @throws dev.minijenkin.db.DatabaseException where there is no such person, it is who asks,
    ///   or the role was made by somebody else
    public static void endPerson(Tx tx, String login) {
        tx.sql().fetch("select end_person(?)", login);
    }

    /// Removes the role of a person whom [#endPerson] has ended.
    ///
    /// @throws dev.minijenkin.db.DatabaseException where it was given more rights by hand
    public static void dropPerson(Tx tx, String login) {
        tx.sql().fetch("select drop_person(?)", login);
    }

    /// All that may log in and are members of a role of the product, people first. Superusers are
    /// not among them, who are members of nothing.
    public static List<LoginRow> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select r.rolname as login, g.role,
                            (select array(select o.name from repositories o where o.id = any(l.repositories) order by o.name)
                                from person_limits l where l.login = r.rolname) as repositories,
                            is_person(r.rolname) as person,
                            coalesce(r.rolvaliduntil <= now(), false) as expired,
                            greatest(
                                (select max(c.created_at) from commands c where c.actor = r.rolname),
                                (select max(t.last_used_at) from tokens t where t.created_by = r.rolname)) as last_used,
                            (select count(*) from tokens t
                                where t.created_by = r.rolname and t.revoked_at is null and t.expires_at > now()) as tokens,
                            (select count(*) from pg_stat_activity a
                                where a.usename = r.rolname and a.datname = current_database()) as sessions
                        from pg_roles r
                        cross join lateral (
                            select k.role
                            from unnest(array['admin', 'operator', 'viewer', 'server', 'runner', 'guest_runner'])
                                with ordinality k (role, place)
                            where pg_has_role(r.oid, 'mj_' || k.role, 'usage')
                            order by k.place
                            limit 1) g
                        where r.rolcanlogin and not r.rolsuper and (sees_everything() or r.rolname = session_user)
                        order by is_person(r.rolname) desc, r.rolname
                        """)
                .map(row ->
                        new LoginRow(
                                row.get("login", String.class),
                                EnumWords.parse(LoginRole.class, row.get("role", String.class)),
                                names(row.get("repositories", String[].class)),
                                row.get("person", Boolean.class),
                                row.get("expired", Boolean.class),
                                instant(row.get("last_used", OffsetDateTime.class)),
                                row.get("tokens", Integer.class),
                                row.get("sessions", Integer.class)));
    }

    private static @Nullable List<String> names(String @Nullable [] names) {
        return names == null ? null : List.of(names);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
