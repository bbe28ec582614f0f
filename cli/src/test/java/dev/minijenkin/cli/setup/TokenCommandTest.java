package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TokenCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @Test
    void aTokenIsShownOnceListedAndRevoked() {
        owner.run(tx -> SampleData.repository(tx, "shop/web"));

        Said made =
                run(
                        "mj_operator",
                        "token",
                        "create",
                        "ci",
                        "--scope=read,steer",
                        "--days",
                        "7",
                        "--repository",
                        "Shop/Web");
        assertThat(made.status()).isZero();
        assertThat(made.text())
                .matches(
                        "(?s)mjt_[0-9A-Za-z]{49}\\R.*only time that the token ci is shown.*7 days.*");

        String list = run("mj_viewer", "token", "list").text();
        assertThat(list)
                .contains("ci", "read, steer", "shop/web", "only_mj_operator", "never")
                .doesNotContain(made.text().substring(0, 20));

        assertThat(run("mj_viewer", "token", "revoke", "ci"))
                .isEqualTo(
                        new Said(
                                1,
                                "mini-jenkin: The token ci is of only_mj_operator: ask them, or an administrator.\n"));
        assertThat(run("mj_operator", "token", "revoke", "CI"))
                .isEqualTo(new Said(0, "Revoked ci.\n"));
        assertThat(run("mj_operator", "token", "list").text()).doesNotContain("shop/web");
        assertThat(run("mj_operator", "token", "list", "--all").text())
                .contains("shop/web", "revoked");
        assertThat(run("mj_operator", "token", "revoke", "ci").text())
                .contains("There is no token ci");
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        assertThat(run("mj_viewer", "token", "create", "a", "--scope", "steer").text())
                .contains("may not do by itself what the scope steer is for");
        assertThat(run("mj_viewer", "token", "create", "a", "--scope", "write").text())
                .contains("\"write\" is no scope: write read, steer or admin.");
        assertThat(run("mj_viewer", "token", "create", "a b").text())
                .contains("no name of a token");
        assertThat(run("mj_viewer", "token", "create", "a", "--days", "400").text())
                .contains("1 to 366 days, not 400");
        assertThat(run("mj_viewer", "token", "create", "a", "--repository", "nowhere").text())
                .contains("There is no repository nowhere");
        assertThat(test.rows().count("tokens")).isZero();
    }

    private Said run(String role, String... arguments) {
        return Said.by(test.memberOf(role), arguments);
    }
}
