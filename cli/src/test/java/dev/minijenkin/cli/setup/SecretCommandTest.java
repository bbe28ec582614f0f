package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.engine.key.KeyFolder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `keys`, `secret` and `variable` as an administrator uses them.
class SecretCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    private final InputStream input = System.in;
    @TempDir private Path folder;

    @AfterEach
    void giveTheInputBack() {
        System.setIn(input);
    }

    @Test
    void aSecretIsSetListedReplacedAndRemovedAndNeverShown() {
        owner.run(tx -> SampleData.repository(tx, "shop/web"));
        assertThat(run("keys", "create").status()).isZero();

        assertThat(given("hunter2\n", "secret", "set", "TOKEN", "--repository", "shop/web"))
                .isEqualTo(new Said(0, "Set TOKEN for shop/web.\n"));
        assertThat(
                        given(
                                        "two\nlines\n",
                                        "secret",
                                        "set",
                                        "KEY",
                                        "--repository=Shop/Web",
                                        "--environment=prod")
                                .status())
                .isZero();
        assertThat(given("hunter3", "secret", "set", "token", "--repository", "shop/web").status())
                .isZero();

        assertThat(run("secret", "list").text())
                .contains("token")
                .contains("KEY")
                .contains("shop/web, prod")
                .contains("only_mj_admin")
                .doesNotContain("TOKEN")
                .doesNotContain("hunter")
                .doesNotContain("lines");

        assertThat(run("secret", "remove", "Token", "--repository", "shop/web").text())
                .isEqualTo("Removed Token for shop/web.\n");
        assertThat(run("secret", "remove", "Token", "--repository", "shop/web"))
                .isEqualTo(
                        new Said(
                                1,
                                "mini-jenkin: There is no secret Token for shop/web; 'mini-jenkin secret list' names them.\n"));
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        assertThat(given("x", "secret", "set", "A").text())
                .contains("'mini-jenkin keys create' makes one");
        run("keys", "create");
        for (String name : List.of("GITHUB_TOKEN", "github_x", "1st", "WITH-DASH", "", "ü")) {
            Said said = given("x", "secret", "set", name);
            assertThat(said.status()).as(name).isNotZero();
            assertThat(said.text())
                    .as(name)
                    .containsAnyOf("kept for what every job gets", "no digit first");
        }
        assertThat(given("", "secret", "set", "A").text()).contains("The value is empty");
        assertThat(given("a\0b", "secret", "set", "A").text()).contains("NUL");
        assertThat(given("x".repeat(48 * 1024 + 1), "secret", "set", "A").text())
                .contains("longer than 48 KiB");
        assertThat(given("x".repeat(48 * 1024) + "\n", "secret", "set", "A").status()).isZero();
        assertThat(given("x", "secret", "set", "A", "--repository", "nowhere").text())
                .contains("There is no repository \"nowhere\"");
        assertThat(given("x", "secret", "set", "A", "--environment", "prod").text())
                .contains("give --repository too");
        assertThat(given("x", "secret", "set", "A", "value").status())
                .as("a value on the command line")
                .isNotZero();
    }

    @Test
    void aVariableIsPlain() {
        owner.run(tx -> SampleData.repository(tx, "shop"));

        assertThat(given("eu-1\n", "variable", "set", "REGION").text())
                .isEqualTo("Set REGION for all repositories.\n");
        given("eu-2\n", "variable", "set", "region", "--repository", "shop");
        given("us\n", "variable", "set", "REGION", "--repository", "shop", "--environment", "prod");

        assertThat(run("variable", "list").text()).contains("eu-1").contains("eu-2").contains("us");
        assertThat(run("variable", "list", "--repository", "shop").text())
                .doesNotContain("eu-1")
                .contains("eu-2");
        assertThat(run("variable", "remove", "REGION").status()).isZero();
        assertThat(run("variable", "remove", "REGION").status()).isNotZero();
        assertThat(given("x", "variable", "set", "GITHUB_REGION").status()).isNotZero();
    }

    @Test
    void keysAreMadeOnceAndPreparedAndRotated() throws Exception {
        assertThat(run("keys", "create").text())
                .contains("of the runner")
                .contains("of the server")
                .contains(folder.toString());
        assertThat(run("keys", "create").text()).contains("'mini-jenkin keys rotate' replaces it");
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
        given("hunter2", "secret", "set", "TOKEN");

        run("keys", "rotate", "--prepare");
        assertThat(run("keys", "list").text()).contains("prepared").doesNotContain("retired");
        run("keys", "rotate", "--prepare");
        assertThat(run("keys", "rotate").text())
                .contains("is in use. Sealed anew: 1.", "start it again with this one");

        assertThat(run("keys", "list").text()).contains("retired").doesNotContain("prepared");
        SealedSecret secret = outdatedAfterAnotherKey();
        assertThat(secret.open(new KeyFolder(folder).read(KeyPurpose.RUNNER, "")))
                .isEqualTo("hunter2");
    }

    private SealedSecret outdatedAfterAnotherKey() {
        test.rows()
                .execute("update encryption_keys set retired_at = now() where purpose = 'runner'");
        return owner.statement(Secrets::outdated).getFirst().secret();
    }

    private Said given(String value, String... arguments) {
        System.setIn(new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8)));
        return run(arguments);
    }

    private Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments[0].equals("keys")) {
            all.addAll(List.of("--keys", folder.toString()));
        }
        return Said.by(test.memberOf("mj_admin"), all.toArray(String[]::new));
    }
}
