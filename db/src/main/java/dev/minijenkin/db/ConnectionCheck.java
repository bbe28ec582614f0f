package dev.minijenkin.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Logs in as a person would and looks whether they could work there. Nothing is changed.
public final class ConnectionCheck {
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String REJECTED_BY_DRIVER = "08004";

    /// Needs no right on any table: who is a member of nothing may ask it too.
    private static final String WHO =
            """
            select session_user::text as person, current_database()::text as database,
                to_regclass('flyway_schema_history') is not null as migrated,
                exists (select from pg_roles
                    where rolname in ('mj_viewer', 'mj_operator', 'mj_admin', 'mj_owner')
                        and pg_has_role(oid, 'member')) as member
            """;

    private ConnectionCheck() {}

    /// Waits for the database at most as long as the configuration says.
    public static ConnectionFinding of(DatabaseConfiguration configuration) {
        Who who;
        try (Connection connection = configuration.dataSource().getConnection()) {
            who = who(connection);
        } catch (SQLException e) {
            return refusal(configuration, e);
        }
        if (!who.migrated()) {
            return new ConnectionFinding.SchemaMissing(who.database());
        }
        if (!who.member()) {
            return new ConnectionFinding.NoMembership(who.person());
        }
        return schema(configuration, who);
    }

    private record Who(String person, String database, boolean migrated, boolean member) {}

    private static Who who(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            row.next();
            return new Who(
                    row.getString("person"),
                    row.getString("database"),
                    row.getBoolean("migrated"),
                    row.getBoolean("member"));
        }
    }

    private static ConnectionFinding schema(DatabaseConfiguration configuration, Who who) {
        try {
            return switch (new Migrations(configuration).state()) {
                case CURRENT, WIDER -> new ConnectionFinding.Usable(who.person(), who.database());
                case TOO_OLD -> new ConnectionFinding.SchemaTooOld(who.database());
                case TOO_NEW -> new ConnectionFinding.SchemaTooNew(who.database());
                case DIFFERENT -> new ConnectionFinding.SchemaDifferent(who.database());
            };
        } catch (DatabaseException e) {
            return new ConnectionFinding.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private static ConnectionFinding refusal(DatabaseConfiguration configuration, SQLException e) {
        String why = SqlErrors.firstLine(e).replaceFirst("^FATAL: ", "");
        return switch (String.valueOf(e.getSQLState())) {
            case NO_SUCH_DATABASE -> new ConnectionFinding.NoDatabase(why);
            case WRONG_PASSWORD -> new ConnectionFinding.PasswordWrong(configuration.user());
            case REJECTED_BY_DRIVER ->
                    configuration.password().isEmpty() && why.contains("password")
                            ? new ConnectionFinding.PasswordMissing(configuration.user())
                            : new ConnectionFinding.NotLetIn(why);
            case String any ->
                    SqlErrors.isAway(e)
                            ? new ConnectionFinding.Unreachable(why)
                            : new ConnectionFinding.NotLetIn(why);
        };
    }
}
