package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.Main;
import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.engine.key.KeyFolder;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `init` on a PostgreSQL of its own that nobody has used before, by a role that is no superuser,
/// and then the logins that it made.
class InitCommandTest {
    private static final String DBA = "dba";
    private static final String PASSWORD = "dba-password";
    @TempDir private static Path folder;
    private static LocalPostgres postgres;
    private static Rows superuser;
    private static int databases;

    private final String database = "ci_" + ++databases;
    private final Path home = folder.resolve(database);

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start(Home.at(folder.resolve("postgres")), 0);
        superuser = new Rows(postgres.configuration("test").dataSource());
        superuser.execute(
                "create role dba login createrole password '%s'; create role clerk login password '%s'"
                        .formatted(PASSWORD, PASSWORD));
        superuser.execute("alter role dba set password_encryption = 'md5'");
        superuser.execute("alter system set log_statement = 'all'");
        superuser.execute("select pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        superuser.close();
        postgres.close();
    }

    @Test
    void anEmptyDatabaseIsSetUpAndItsLoginsWork() throws Exception {
        create(DBA);
        Said said = init(DBA, "--runner", "oak_" + database + ",elm_" + database);
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("set up: schema, roles, keys, and the administrator boss_" + database)
                .contains("mini-jenkin server --bind 0.0.0.0")
                .contains("mini-jenkin runner")
                .contains("user add ana --role operator")
                .contains("docs/security.md");

        Map<String, String> server = variables(database + "_server");
        Map<String, String> oak = variables("oak_" + database);
        Map<String, String> elm = variables("elm_" + database);
        Map<String, String> boss = variables("boss_" + database);
        assertThat(oak.get("MINI_JENKIN_DB_PASSWORD"))
                .isNotEqualTo(elm.get("MINI_JENKIN_DB_PASSWORD"));
        assertMay(server, "t|f|f");
        assertMay(oak, "f|t|f");
        assertMay(elm, "f|t|f");
        assertMay(boss, "f|f|t");
        assertThat(
                        superuser.texts(
                                "select distinct left(rolpassword, 14) from pg_authid where rolname ~ ?",
                                database))
                .containsExactly("SCRAM-SHA-256$");

        assertThat(run("user", boss, "add", "ana_" + database, "--role=viewer", "--generate"))
                .satisfies(added -> assertThat(added.status()).as(added.text()).isZero());

        KeyFolder keys = new KeyFolder(home.resolve("keys"));
        assertThat(keys.read(KeyPurpose.RUNNER, "").first().orElseThrow().privateText())
                .isEqualTo(oak.get("MINI_JENKIN_RUNNER_KEY"))
                .isEqualTo(elm.get("MINI_JENKIN_RUNNER_KEY"));
        assertThat(keys.read(KeyPurpose.SERVER, "").first().orElseThrow().privateText())
                .isEqualTo(server.get("MINI_JENKIN_SERVER_KEY"));

        List<String> secrets =
                Stream.of(server, oak, elm, boss)
                        .flatMap(of ->
                                of.entrySet().stream()
                                        .filter(entry ->
                                                entry.getKey().endsWith("PASSWORD")
                                                        || entry.getKey().endsWith("KEY"))
                                        .map(Map.Entry::getValue))
                        .toList();
        assertThat(secrets).hasSize(7);
        String log = Files.readString(folder.resolve("postgres").resolve("postgres.log"));
        assertThat(log).contains("create role").doesNotContain(secrets);
        assertThat(said.text()).doesNotContain(secrets);

        assertThat(init(DBA).text()).contains("The database " + database + " is set up already");
        assertThat(init(DBA, "--if-needed"))
                .isEqualTo(new Said(0, "The database is set up already.\n"));
    }

    @Test
    void aDatabaseThatCannotBeSetUpIsRefusedAndLeftAsItIs() {
        create("clerk");
        assertThat(init("clerk").text()).contains("The role clerk may not create roles");
        assertThat(init(DBA).text()).contains("alter database %s owner to dba".formatted(database));
        superuser.execute("alter database " + database + " owner to dba");
        try (Rows rows = new Rows(superuser(database).dataSource())) {
            rows.execute("create schema shop; create table shop.orders (id int)");
            assertThat(init(DBA).text()).contains("is not empty (shop.orders, …)");
            assertThat(rows.count("pg_class where relname = 'flyway_schema_history'")).isZero();
            rows.execute("drop schema shop cascade");
        }
        assertThat(home.resolve("logins")).doesNotExist();
        assertThat(
                        run(
                                        "init",
                                        Map.of(
                                                "MINI_JENKIN_DB",
                                                "postgresql://localhost:1/" + database),
                                        "--admin=boss")
                                .text())
                .contains("The database cannot be reached");
        assertThat(
                        run(
                                        "init",
                                        Map.of("MINI_JENKIN_DB", url("nowhere", DBA, PASSWORD)),
                                        "--admin=x")
                                .text())
                .contains("\"nowhere\" does not exist");
        assertThat(
                        run(
                                        "init",
                                        Map.of("MINI_JENKIN_DB", url(database, DBA, "wrong")),
                                        "--admin=x")
                                .text())
                .contains("password authentication failed");
    }

    @Test
    void whatFailedHalfWayIsGoneOnWith() throws IOException {
        create(DBA);
        superuser.execute("create role " + database + "_server");
        assertThat(init(DBA).text())
                .contains("There is a role %s_server already".formatted(database));
        assertThat(files()).isEmpty();

        superuser.execute(
                "alter database %s set default_transaction_read_only = on".formatted(database));
        assertThat(init(DBA, "--server=other_" + database).status()).isNotZero();
        superuser.execute(
                "alter database %s reset default_transaction_read_only".formatted(database));
        // After the schema, in the transaction of all else.
        Said bad = init(DBA, "--server=other_" + database, "--admin=mj_boss");
        assertThat(bad.text()).contains("A person cannot be called mj_boss");
        assertThat(files()).as("no file says what does not hold").isEmpty();
        assertThat(superuser.count("pg_roles where rolname = 'other_%s'".formatted(database)))
                .isZero();

        assertThat(init(DBA, "--server=other_" + database).status()).isZero();
        assertMay(variables("other_" + database), "t|f|f");
        assertThat(files()).hasSize(5);
    }

    private void create(String owner) {
        superuser.execute("create database %s owner %s".formatted(database, owner));
    }

    private Said init(String as, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--home=" + home));
        if (Stream.of(more).noneMatch(word -> word.startsWith("--admin"))) {
            arguments.add("--admin=boss_" + database);
        }
        arguments.addAll(List.of(more));
        return run(
                "init",
                Map.of("MINI_JENKIN_DB", url(database, as, PASSWORD)),
                arguments.toArray(String[]::new));
    }

    private static Said run(String command, Map<String, String> as, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        as.forEach((name, value) -> {
            if (name.startsWith("MINI_JENKIN_DB")) {
                all.add(
                        name.replace("MINI_JENKIN_", "--")
                                        .replace('_', '-')
                                        .toLowerCase(Locale.ROOT)
                                + "="
                                + value);
            }
        });
        StringWriter text = new StringWriter();
        CommandLine line = Main.commandLine(all.toArray(String[]::new));
        line.setOut(new PrintWriter(text, true));
        line.setErr(new PrintWriter(text, true));
        return new Said(line.execute(all.toArray(String[]::new)), text.toString());
    }

    /// Makes runs, claims jobs, sets secrets.
    private static void assertMay(Map<String, String> login, String expected) {
        try (Rows rows =
                new Rows(
                        DatabaseConfiguration.of(
                                        of(login, "MINI_JENKIN_DB"),
                                        of(login, "MINI_JENKIN_DB_USER"),
                                        of(login, "MINI_JENKIN_DB_PASSWORD"),
                                        "test")
                                .dataSource())) {
            assertThat(
                            rows.text(
                                    """
                                    select has_table_privilege('pipeline_runs', 'insert'),
                                        has_function_privilege('claimed_secrets(bigint)', 'execute'),
                                        has_table_privilege('secrets', 'insert')
                                    """))
                    .isEqualTo(expected);
        }
    }

    private static String of(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "");
    }

    /// As a shell reads them.
    private Map<String, String> variables(String login) throws IOException {
        Path file = home.resolve("logins").resolve(login + ".env");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            assertThat(line).matches("[A-Z_]+='[^']*'");
            String[] parts = line.split("=", 2);
            variables.put(parts[0], parts[1].substring(1, parts[1].length() - 1));
        }
        return variables;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String url(String database, String user, String password) {
        return superuser(database)
                .url()
                .replace("jdbc:postgresql://", "postgresql://%s:%s@".formatted(user, password));
    }

    private static DatabaseConfiguration superuser(String database) {
        DatabaseConfiguration any = postgres.configuration("test");
        return DatabaseConfiguration.of(
                any.url().replaceFirst("[^/]*$", database), any.user(), any.password(), "test");
    }
}
