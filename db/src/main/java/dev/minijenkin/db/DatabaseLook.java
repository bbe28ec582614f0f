package dev.minijenkin.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What stands in a database that is to be set up, and what whoever looks may do there.
///
/// @param login role that looked
/// @param version of PostgreSQL, 17
/// @param superuser nobody refuses it anything
/// @param mayCreateRoles whether it may
/// @param ownsDatabase whether it may change the rights of everybody on it
/// @param replica whether nothing can be written there
/// @param migrated whether migrations of Mini-Jenkin, some of them at least, were carried out
/// @param setUp whether its keys were made, or a repository was added, since then
/// @param strangers what stands there that is nobody's of Mini-Jenkin, the first few; empty:
///   nothing
public record DatabaseLook(
        String login,
        String database,
        int version,
        boolean superuser,
        boolean mayCreateRoles,
        boolean ownsDatabase,
        boolean replica,
        boolean migrated,
        boolean setUp,
        String strangers) {
    private static final String LOOK =
            """
            select current_user::text as login, current_database()::text as database,
                current_setting('server_version_num')::integer / 10000 as version,
                r.rolsuper as superuser, r.rolsuper or r.rolcreaterole as may_create_roles,
                pg_has_role(d.datdba, 'usage') as owns_database, pg_is_in_recovery() as replica,
                to_regclass('public.flyway_schema_history') is not null as migrated,
                to_regclass('public.repositories') is not null
                    and to_regclass('public.encryption_keys') is not null as has_tables,
                coalesce((select string_agg(f.name, ', ') from (
                    select c.oid::regclass::text as name
                    from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname !~ '^pg_'
                        and n.nspname <> 'information_schema'
                        and not exists (select from pg_depend p where p.objid = c.oid and p.deptype = 'e')
                    order by 1
                    limit 3) f), '') as strangers
            from pg_roles r, pg_database d
            where r.rolname = current_user and d.datname = current_database()
            """;
    private static final String SET_UP =
            "select exists (select from encryption_keys) or exists (select from repositories)";

    /// Looks, and changes nothing.
    ///
    /// @throws DatabaseException where it cannot be reached, lets nobody in, or may not be read
    public static DatabaseLook at(DatabaseConfiguration configuration) {
        try (Connection connection = configuration.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            DatabaseLook first = first(statement);
            return first.setUp ? first.with(setUp(statement)) : first;
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private static DatabaseLook first(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            boolean migrated = row.getBoolean("migrated");
            return new DatabaseLook(
                    row.getString("login"),
                    row.getString("database"),
                    row.getInt("version"),
                    row.getBoolean("superuser"),
                    row.getBoolean("may_create_roles"),
                    row.getBoolean("owns_database"),
                    row.getBoolean("replica"),
                    migrated,
                    migrated && row.getBoolean("has_tables"),
                    migrated ? "" : row.getString("strangers"));
        }
    }

    private static boolean setUp(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SET_UP)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private DatabaseLook with(boolean made) {
        return new DatabaseLook(
                login,
                database,
                version,
                superuser,
                mayCreateRoles,
                ownsDatabase,
                replica,
                migrated,
                made,
                strangers);
    }
}
