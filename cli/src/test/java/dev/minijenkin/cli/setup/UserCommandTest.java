package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// `user`, by an administrator who is nothing but that.
@Isolated
class UserCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final DatabaseConfiguration admin = test.person("users_admin", "mj_admin");
    private final InputStream input = System.in;

    @AfterEach
    void giveTheInputBackAndRemoveTheRoles() {
        System.setIn(input);
        for (String login : List.of("users_ana", "users_bob", "users_admin")) {
            test.rows().execute("drop role if exists " + login);
        }
    }

    @Test
    void aPersonIsAddedListedAndRemoved() throws Exception {
        try (PasswordRule _ = PasswordRule.of(test.configuration(), "users_ana")) {
            assertThat(given("correct horse\n", "user", "add", "users_ana", "--role", "operator"))
                    .isEqualTo(new Said(0, "Added users_ana as operator.\n"));

            DatabaseConfiguration ana =
                    DatabaseConfiguration.of(admin.url(), "users_ana", "correct horse", "test");
            try (Rows session = new Rows(ana.dataSource())) {
                assertThat(session.text("select session_user")).isEqualTo("users_ana");
                session.execute("insert into commands (kind) values ('cancel')");

                assertThat(Said.by(admin, "user", "list").text())
                        .containsPattern("users_ana +operator +all +20\\d\\d-.* +1 +0")
                        .containsPattern("users_admin +admin")
                        .doesNotContain("postgres");

                assertThat(Said.by(admin, "user", "remove", "users_ana"))
                        .isEqualTo(new Said(0, "Removed users_ana.\n"));
            }
        }
        assertThat(Said.by(admin, "user", "list").text()).doesNotContain("users_ana");
        assertThat(Said.by(admin, "user", "remove", "users_ana").text())
                .contains("users_ana is no person of Mini-Jenkin");
    }

    @Test
    void aPersonIsLimitedToRepositoriesAndFreed() {
        try (Database owner = test.open()) {
            owner.transaction(tx -> SampleData.repository(tx, "shop"));
            owner.transaction(tx -> SampleData.repository(tx, "web"));
        }
        assertThat(
                        given(
                                "correct horse\n",
                                "user",
                                "add",
                                "users_ana",
                                "--role=operator",
                                "--repository=shop"))
                .isEqualTo(new Said(0, "Added users_ana as operator, who sees shop.\n"));
        assertThat(Said.by(admin, "user", "list").text())
                .containsPattern("users_ana +operator +shop +0")
                .containsPattern("users_admin +admin +all ");
        DatabaseConfiguration ana = test.configuration("users_ana");
        assertThat(Said.by(ana, "repository", "list").text())
                .contains("shop")
                .doesNotContain("web");
        assertThat(Said.by(ana, "trigger", "web").text()).contains("web").doesNotContain("policy");

        assertThat(
                        Said.by(
                                admin,
                                "user",
                                "limit",
                                "users_ana",
                                "--repository=web",
                                "--repository=SHOP"))
                .isEqualTo(new Said(0, "users_ana sees and steers web, SHOP.\n"));
        assertThat(Said.by(ana, "repository", "list").text()).contains("shop", "web");
        assertThat(Said.by(ana, "user", "limit", "users_ana", "--all").text())
                .contains("permission denied");
        assertThat(Said.by(ana, "drain", "oak").text())
                .contains("users_ana steers some repositories only");
        assertThat(Said.by(admin, "user", "limit", "users_ana", "--all"))
                .isEqualTo(new Said(0, "users_ana sees and steers all.\n"));
        assertThat(Said.by(admin, "user", "limit", "users_ana").status()).isNotZero();
        assertThat(Said.by(admin, "user", "limit", "users_ana", "--all", "--repository=web"))
                .extracting(Said::status)
                .isNotEqualTo(0);
        assertThat(Said.by(admin, "user", "limit", "users_admin", "--repository=web").text())
                .contains("users_admin is an administrator, who sees and steers everything");
    }

    @Test
    void aPasswordThatIsMadeStandsAlone() throws Exception {
        Said said = Said.by(admin, "user", "add", "users_bob", "--role=viewer", "--generate");
        assertThat(said.status()).isZero();
        assertThat(said.text()).matches("[A-Za-z0-9_-]{32}\nAdded users_bob as viewer\\.\n");
        try (PasswordRule _ = PasswordRule.of(test.configuration(), "users_bob");
                Rows bob =
                        new Rows(
                                DatabaseConfiguration.of(
                                                admin.url(),
                                                "users_bob",
                                                said.text().lines().findFirst().orElseThrow(),
                                                "test")
                                        .dataSource())) {
            assertThat(bob.count("pipeline_runs")).isZero();
        }
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        assertThat(given("short", "user", "add", "users_ana", "--role", "viewer").text())
                .contains("A password has 8 to 200 characters")
                .doesNotContain("short");
        assertThat(Said.by(admin, "user", "add", "users_ana", "--role", "runner").status())
                .isNotZero();
        assertThat(given("long enough", "user", "add", "mj_ana", "--role", "viewer").text())
                .contains("A person cannot be called mj_ana");
        assertThat(given("long enough", "user", "add", "users_ana", "secret", "--role", "viewer"))
                .as("a password on the command line")
                .extracting(Said::status)
                .isNotEqualTo(0);
        assertThat(
                        Said.by(
                                        test.memberOf("mj_operator"),
                                        "user",
                                        "add",
                                        "users_ana",
                                        "--role",
                                        "viewer",
                                        "--generate")
                                .text())
                .contains("permission denied");
        assertThat(Said.by(admin, "user", "remove", "users_admin").text())
                .contains("Nobody removes himself");
    }

    private Said given(String password, String... arguments) {
        System.setIn(new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)));
        return Said.by(admin, arguments);
    }
}
