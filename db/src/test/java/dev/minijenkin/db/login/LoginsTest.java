package dev.minijenkin.db.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.testing.Rows;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// People are added and removed by an administrator who may create no role himself.
class LoginsTest {
    private final SecureRandom random = new SecureRandom();
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @AutoClose
    private final Database admin =
            Database.open(test.person("logins_admin", "mj_admin"), HintSink.NONE);

    @AfterEach
    void removeTheRoles() {
        test.rows()
                .execute(
                        """
                        do $$ declare login text; begin
                            for login in select rolname from pg_roles where rolname like 'logins\\_%' loop
                                execute format('drop owned by %1$I; drop role %1$I', login);
                            end loop;
                        end $$
                        """);
    }

    @Test
    void aPersonLogsInWithThePasswordAndMayWhatTheRoleMay() throws Exception {
        Password password = Password.generate(random);
        test.rows().execute("alter role logins_admin set password_encryption = 'md5'");
        try (PasswordRule _ = PasswordRule.of(test.configuration(), "logins_ana")) {
            admin.run(tx -> Logins.addPerson(tx, "logins_ana", password, PersonRole.OPERATOR));

            try (Database ana = Database.open(as("logins_ana", password), HintSink.NONE)) {
                assertThat(ana.statement(Logins::all))
                        .filteredOn(row -> row.login().equals("logins_ana"))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.role()).isEqualTo(LoginRole.OPERATOR);
                            assertThat(row.person()).isTrue();
                            assertThat(row.sessions()).isPositive();
                            assertThat(row.lastUsed()).isNull();
                        });
                assertThat(rights(ana, "commands", "insert")).isTrue();
                assertThat(rights(ana, "secrets", "insert")).isFalse();

                Password another = Password.of("correct horse");
                ana.run(tx -> Logins.changeOwnPassword(tx, another));
                try (Database again = Database.open(as("logins_ana", another), HintSink.NONE)) {
                    assertThat(again.statement(Logins::all)).isNotEmpty();
                }
            }
            assertThatThrownBy(() ->
                            as("logins_ana", Password.generate(random))
                                    .dataSource()
                                    .getConnection())
                    .hasMessageContaining("password");
        }
        assertThat(
                        test.rows()
                                .text(
                                        "select rolpassword from pg_authid where rolname = 'logins_ana'"))
                .startsWith("SCRAM-SHA-256$4096:");
    }

    @Test
    void whoIsRemovedHasNoSessionNoTokenAndNoRole() {
        add("logins_bob", PersonRole.VIEWER);
        try (Rows session = new Rows(test.configuration("logins_bob").dataSource());
                Database bob = Database.open(test.configuration("logins_bob"), HintSink.NONE)) {
            AccessToken token = AccessToken.generate(random);
            bob.run(tx ->
                    Tokens.create(
                            tx, new NewToken("bobs", Set.of(TokenScope.READ), 9, null), token));
            String process = session.text("select pg_backend_pid()");

            admin.run(tx -> Logins.endPerson(tx, "logins_bob"));
            test.rows().awaitCount(0, "pg_stat_activity where pid = " + process);
            admin.run(tx -> Logins.dropPerson(tx, "logins_bob"));

            assertThat(test.rows().count("pg_roles where rolname = 'logins_bob'")).isZero();
            assertThat(test.rows().texts("select name, revoked_by from tokens"))
                    .containsExactly("bobs|logins_admin");
            add("logins_bob", PersonRole.ADMIN);
            assertThat(owner.<Optional<LiveToken>>statement(tx -> Tokens.use(tx, token.proof())))
                    .as("a token of the one before, when there is another of that name")
                    .isEmpty();
        }
    }

    /// A name that was somebody's before does not bring that one's limit back, nor its absence.
    @Test
    void whoIsAddedSeesWhatTheAdministratorSays() {
        owner.transaction(tx -> SampleData.repository(tx, "shop"));
        Password password = Password.generate(random);
        List<String> shop = List.of("shop");
        admin.run(tx -> Logins.addPerson(tx, "logins_eve", password, PersonRole.VIEWER, shop));
        assertThat(repositoriesOf("logins_eve")).isEqualTo(shop);
        admin.run(tx -> Logins.endPerson(tx, "logins_eve"));
        assertThat(test.rows().count("person_limits")).as("until the role is gone").isEqualTo(1);
        admin.run(tx -> Logins.dropPerson(tx, "logins_eve"));
        assertThat(test.rows().count("person_limits")).isZero();

        test.rows().execute("insert into person_limits values ('logins_eve', '{1}')");
        add("logins_eve", PersonRole.VIEWER);
        assertThat(repositoriesOf("logins_eve")).isNull();

        assertThatThrownBy(() ->
                        admin.run(tx ->
                                Logins.addPerson(
                                        tx, "logins_guy", password, PersonRole.ADMIN, shop)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is an administrator");
        assertThat(test.rows().count("pg_roles where rolname = 'logins_guy'")).isZero();
    }

    /// As people are, and nothing of what these may.
    @Test
    void guestRunnersAreAddedLimitedAndRemovedByAdministrators() {
        owner.transaction(tx -> SampleData.repository(tx, "shop"));
        add("logins_mole", PersonRole.GUEST_RUNNER);
        admin.run(tx -> Logins.limitPerson(tx, "logins_mole", List.of("shop")));

        assertThat(repositoriesOf("logins_mole")).containsExactly("shop");
        assertThat(admin.statement(Logins::all))
                .filteredOn(row -> row.login().equals("logins_mole"))
                .extracting(LoginRow::role)
                .containsExactly(LoginRole.GUEST_RUNNER);
        try (Database mole = Database.open(test.configuration("logins_mole"), HintSink.NONE)) {
            assertThat(mole.<Boolean>statement(Logins::isGuest)).isTrue();
            assertThat(rights(mole, "pipeline_runs", "select")).isFalse();
        }
        assertThat(admin.<Boolean>statement(Logins::isGuest)).isFalse();
        assertThatThrownBy(() -> add("logins@mole", PersonRole.GUEST_RUNNER))
                .hasMessageContaining("A guest runner cannot be called");
        admin.run(tx -> Logins.endPerson(tx, "logins_mole"));
        admin.run(tx -> Logins.dropPerson(tx, "logins_mole"));
        assertThat(test.rows().count("pg_roles where rolname = 'logins_mole'")).isZero();
    }

    private @Nullable List<String> repositoriesOf(String login) {
        return admin.statement(Logins::all).stream()
                .filter(row -> row.login().equals(login))
                .findFirst()
                .orElseThrow()
                .repositories();
    }

    @Test
    void nobodyIsAddedByAWrongNameOrAPasswordThatWouldBeLogged() {
        for (String name :
                List.of("mj_boss", "pg_boss", "public", "", "a b", "x\"y", "ü", "x".repeat(64))) {
            refused(
                    name,
                    tx -> Logins.addPerson(tx, name, Password.generate(random), PersonRole.VIEWER));
        }
        add("logins_carl", PersonRole.VIEWER);
        for (String name : List.of("logins_carl", "LOGINS_carl", "postgres")) {
            assertThatThrownBy(() -> add(name, PersonRole.VIEWER))
                    .hasMessageContaining("There is a role " + name + " already");
        }
        refused(
                "plain",
                tx -> tx.sql().fetch("select add_person('logins_x', 'plain', 'mj_viewer', null)"));
        for (String role : List.of("mj_owner", "mj_runner", "mj_server", "postgres")) {
            refused(
                    role,
                    tx ->
                            tx.sql()
                                    .fetch(
                                            "select add_person('logins_x', ?, ?, null)",
                                            Password.generate(random).verifier(),
                                            role));
        }
        assertThat(test.rows().count("pg_roles where rolname = 'logins_x'")).isZero();
    }

    @Test
    void onlyPeopleAreRemoved() {
        test.person("logins_oak", "mj_runner");
        test.person("logins_made_by_hand", "mj_viewer");
        test.rows().execute("create role logins_team nologin in role mj_viewer");
        test.rows().execute("create role logins_dba login createrole in role mj_admin");
        for (String login :
                List.of(
                        "mj_operator",
                        "mj_admin",
                        "mj_owner",
                        "postgres",
                        "nobody",
                        "logins_oak",
                        "logins_dba",
                        "logins_admin",
                        "logins_team",
                        "logins_made_by_hand")) {
            refused(login, tx -> Logins.endPerson(tx, login));
            refused(login, tx -> tx.sql().fetch("select drop_person(?)", login));
        }
        assertThat(
                        test.rows()
                                .count(
                                        "pg_roles where rolname in ('logins_oak', 'logins_team', 'logins_dba',"
                                                + " 'logins_made_by_hand') and (rolcanlogin or rolname = 'logins_team')"))
                .isEqualTo(4);
        assertThatThrownBy(() -> admin.run(tx -> Logins.endPerson(tx, "logins_made_by_hand")))
                .hasMessageContaining("let who made the role do \"drop role logins_made_by_hand\"");
    }

    @Test
    void whoOnlyManagesARoleIsNoMemberOfIt() {
        add("logins_dora", PersonRole.OPERATOR);
        test.rows().execute("create role logins_eve login in role logins_dora");
        test.rows()
                .execute(
                        "grant logins_dora to logins_admin with admin true, inherit false, set false");
        assertThat(
                        test.rows()
                                .text(
                                        """
                                        select is_among('logins_dora', r), is_among('logins_eve', r),
                                            is_among('logins_admin', r)
                                        from (values (array['logins_dora'])) as v (r)
                                        """))
                .isEqualTo("t|t|f");
    }

    @Test
    void whereTheOwnerMayCreateNoRolesThatIsSaid() {
        test.rows().execute("begin; alter role mj_owner nocreaterole");
        try {
            assertThatThrownBy(() ->
                            test.rows()
                                    .execute(
                                            "select add_person('logins_fay', 'SCRAM-SHA-256$4096:YQ==$YQ==:YQ==', 'mj_viewer', null)"))
                    .rootCause()
                    .hasMessageContaining("alter role mj_owner createrole");
        } finally {
            test.rows().execute("rollback");
        }
    }

    private void add(String name, PersonRole role) {
        admin.run(tx -> Logins.addPerson(tx, name, Password.generate(random), role));
    }

    private void refused(String what, Consumer<Tx> work) {
        assertThatThrownBy(() -> admin.run(work)).as(what).isInstanceOf(DatabaseException.class);
    }

    private static boolean rights(Database database, String table, String right) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle("select has_any_column_privilege(?, ?) as may", table, right)
                        .get("may", Boolean.class));
    }

    private DatabaseConfiguration as(String login, Password password) {
        return DatabaseConfiguration.of(test.configuration().url(), login, password.text(), "test");
    }
}
