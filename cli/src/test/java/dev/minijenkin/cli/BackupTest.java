package dev.minijenkin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database is the whole CI: a copy of one that works goes on elsewhere.
///
/// The embedded PostgreSQL brings no `pg_dump`. Where the host has none of version 17 that one is
/// skipped; `-Dpostgres.programs=FOLDER` names one.
class BackupTest {
    private static final int VERSION = 17;
    @TempDir private Path folder;

    @Test
    void whatPgDumpTakesWhileJobsRunGoesOnElsewhere() throws Exception {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "This host has no pg_dump of PostgreSQL 17 or newer");
        Path roles = folder.resolve("roles.sql");
        Path dump = folder.resolve("dump");
        Home there = Home.at(folder.resolve("there"));
        whileAJobRuns((superuser, _) -> {
            run(programs.get().resolve("pg_dumpall"), superuser, "--roles-only", "-f", roles);
            run(
                    programs.get().resolve("pg_dump"),
                    superuser,
                    "--format=custom",
                    "--create",
                    "-f",
                    dump,
                    "-d",
                    name(superuser));
        });
        try (LocalPostgres postgres = LocalPostgres.start(there, 0)) {
            DatabaseConfiguration superuser = postgres.configuration("test");
            // There is a superuser already, with a password of there.
            Files.writeString(
                    roles,
                    Files.readAllLines(roles).stream()
                            .filter(line -> !line.contains("ROLE postgres"))
                            .collect(Collectors.joining("\n")));
            run(
                    programs.get().resolve("psql"),
                    superuser,
                    "--set=ON_ERROR_STOP=1",
                    "-f",
                    roles,
                    "-d",
                    "postgres");
            run(
                    programs.get().resolve("pg_restore"),
                    superuser,
                    "--exit-on-error",
                    "--clean",
                    "--create",
                    "--if-exists",
                    "-d",
                    "postgres",
                    dump);
            goesOn(there, superuser);
        }
    }

    @Test
    void aBaseBackupOfItsFilesGoesOnElsewhere() throws Exception {
        Home there = Home.at(folder.resolve("there"));
        whileAJobRuns((superuser, here) -> {
            try (Rows session = new Rows(superuser.dataSource())) {
                session.text("select pg_backup_start('test', true)");
                copy(here.postgres(), there.postgres());
                String label = session.text("select labelfile from pg_backup_stop(false)");
                Files.writeString(there.postgres().resolve("backup_label"), label + "\n");
                copy(here.postgres().resolve("pg_wal"), there.postgres().resolve("pg_wal"));
                copy(
                        here.folder().resolve("postgres.password"),
                        there.folder().resolve("postgres.password"));
            }
        });
        try (LocalPostgres postgres = LocalPostgres.start(there, 0)) {
            goesOn(there, postgres.configuration("test"));
        }
    }

    /// Takes a copy of a database with a hand.
    private interface Backup {
        void take(DatabaseConfiguration superuser, Home here)
                throws IOException, InterruptedException;
    }

    private void whileAJobRuns(Backup backup) throws Exception {
        Home here = TestHome.at(folder.resolve("here"));
        Path stop = Files.createFile(folder.resolve("stop"));
        try (ThrowAwayInstance instance = ThrowAwayInstance.start(here, TestProgram.get());
                Rows rows = new Rows(instance.configuration().dataSource())) {
            rows.execute("update settings set lease_seconds = 6");
            ChildProcess runner = instance.startRunner("oak");
            PushedRepository.create(instance, folder, "shop").push(waiting(stop));
            rows.awaitText("select 1 from jobs where key = 'held' and state = 'running'");
            backup.take(instance.configuration(), here);
            runner.kill();
        }
        Files.delete(stop);
        // The private keys are on the hosts, and in no backup of the database.
        copy(folder.resolve("here/keys"), folder.resolve("there/keys"));
    }

    /// @param stop file that keeps the second of three jobs while it is there
    private static String waiting(Path stop) {
        return """
        on: push
        jobs:
          first:
            runs-on: linux
            steps:
              - run: echo before the copy
          held:
            needs: first
            runs-on: linux
            steps:
              - run: while [ -e %s ]; do sleep 0.1; done; echo after the copy
          last:
            needs: held
            runs-on: linux
            steps:
              - run: echo the end
        """
                .formatted(stop);
    }

    private static void goesOn(Home there, DatabaseConfiguration superuser) throws Exception {
        try (Rows rows = new Rows(superuser.dataSource());
                ThrowAwayInstance restored =
                        ThrowAwayInstance.start(there, TestProgram.get(), superuser)) {
            assertThat(
                            rows.count(
                                    "pg_tables where schemaname = 'public' and tableowner <> 'mj_owner'"
                                            + " and tablename <> 'flyway_schema_history'"))
                    .isZero();
            assertThat(rows.text("select has_table_privilege('mj_viewer', 'secrets', 'update')"))
                    .isEqualTo("f");
            restored.startRunner("elm");
            assertThat(
                            rows.awaitText(
                                    "select conclusion from pipeline_runs where state = 'finished'"))
                    .isEqualTo("success");
            assertThat(
                            rows.texts(
                                    """
                                    select j.key, c.outcome from claims c join jobs j on j.id = c.job_id
                                    order by c.id
                                    """))
                    .as("what was claimed when the copy was taken is lost, and done again")
                    .containsExactly(
                            "first|finished", "held|runner_lost", "held|finished", "last|finished");
            assertThat(logs(superuser))
                    .contains("before the copy")
                    .contains("after the copy")
                    .contains("the end");
        }
    }

    /// Of the newest run.
    private static String logs(DatabaseConfiguration as) throws IOException, InterruptedException {
        ProcessBuilder builder = TestProgram.get().on(as, Path.of("/nonexistent"), List.of("logs"));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /// The folder of a `pg_dump` that is new enough: of the property, of the path, where Debian
    /// puts it.
    private static Optional<Path> programs() throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty("postgres.programs"))
                .map(Path::of)
                .ifPresent(folders::add);
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            folders.add(Path.of(folder));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(folders::add);
            }
        }
        for (Path candidate : folders) {
            if (version(candidate.resolve("pg_dump")) >= VERSION
                    && Files.isExecutable(candidate.resolve("pg_restore"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int version(Path program) throws IOException, InterruptedException {
        if (!Files.isExecutable(program)) {
            return 0;
        }
        Process process = new ProcessBuilder(program.toString(), "--version").start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        Matcher found = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(said);
        return process.waitFor() == 0 && found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static void run(Path program, DatabaseConfiguration as, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        URI address = address(as);
        builder.environment().put("PGHOST", address.getHost());
        builder.environment().put("PGPORT", Integer.toString(address.getPort()));
        builder.environment().put("PGUSER", as.user());
        builder.environment().put("PGPASSWORD", as.password());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", program.getFileName(), said).isZero();
    }

    private static URI address(DatabaseConfiguration of) {
        return URI.create(of.url().replaceFirst("^jdbc:", ""));
    }

    private static String name(DatabaseConfiguration of) {
        return address(of).getPath().substring(1);
    }

    /// What vanishes meanwhile, and the file by which a server says that it runs, stay away.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path dir, BasicFileAttributes attributes) throws IOException {
                        Path target = to.resolve(from.relativize(dir).toString());
                        if (!Files.isDirectory(target)) {
                            Files.createDirectories(target);
                            Files.setPosixFilePermissions(
                                    target, Files.getPosixFilePermissions(dir));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!file.endsWith("postmaster.pid")) {
                            Files.copy(
                                    file,
                                    from.equals(file)
                                            ? to
                                            : to.resolve(from.relativize(file).toString()),
                                    StandardCopyOption.COPY_ATTRIBUTES,
                                    StandardCopyOption.REPLACE_EXISTING);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
    }
}
