package dev.minijenkin.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.login.Password;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.stress.scenario.StressException;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenDatabaseTest {
    private static final String EVERYTHING =
            """
            select 'database ' || datname from pg_database
            union all select 'role ' || rolname from pg_roles
            union all select 'membership ' || roleid::regrole || ' ' || member::regrole from pg_auth_members
            order by 1
            """;

    @Test
    void aServerIsLeftAsItWasFound(@TempDir Path folder) {
        try (LocalPostgres server = LocalPostgres.start(Home.at(folder), 0)) {
            Rows rows = new Rows(server.configuration("test").dataSource());
            rows.execute("create role somebody createdb createrole login password 'theirs'");
            rows.execute("create schema theirs create table kept (seven int)");
            rows.execute("insert into theirs.kept values (7)");
            String url = server.configuration("test").url().replace("//", "//somebody:theirs@");

            // On a server that has never seen the product, and on one where it lives.
            for (boolean lives : List.of(false, true)) {
                if (lives) {
                    new Migrations(server.configuration("test")).migrate();
                    rows.execute("grant mj_owner, mj_runner to somebody with admin true");
                }
                List<String> before = rows.texts(EVERYTHING);
                try (GivenDatabase given = GivenDatabase.create(url)) {
                    use(given);
                    assertThat(rows.texts(EVERYTHING)).isNotEqualTo(before);
                }
                assertThat(rows.texts(EVERYTHING)).isEqualTo(before);
            }
            assertThat(rows.texts("select seven from theirs.kept")).containsExactly("7");
        }
    }

    @Test
    void whoeverMayMakeNoDatabaseIsToldSo() {
        assertThatThrownBy(() -> GivenDatabase.create("postgresql://nobody@localhost:1/postgres"))
                .isInstanceOf(StressException.class)
                .hasMessageStartingWith("No database could be made there: ");
    }

    private static void use(GivenDatabase given) {
        new Migrations(given.configuration()).migrate();
        try (Database database = Database.open(given.configuration(), HintSink.NONE)) {
            database.runInTransaction(tx ->
                    Logins.create(tx, "stress_1_mj_runner", Password.of("password"), "mj_runner"));
        }
    }
}
