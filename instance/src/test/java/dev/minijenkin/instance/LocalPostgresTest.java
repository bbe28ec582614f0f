package dev.minijenkin.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir private Path folder;

    @Test
    void aServerProcessThatDiesIsStartedAgainAndCommittedRowsAreThere() throws Exception {
        Home home = Home.at(folder);
        Path state = home.postgres().resolve("postmaster.pid");
        try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
            Rows rows = new Rows(postgres.configuration("test").dataSource());
            rows.execute("create table kept as select 7 as seven");
            String pid = kill(state);

            awaitAnother(state, pid);
            assertThat(rows.texts("select seven from kept")).containsExactly("7");
        }
        assertThat(state).doesNotExist();
    }

    @Test
    void oneThatCannotBeStartedAgainIsTriedUntilItCan() throws Exception {
        Home home = Home.at(folder);
        Path state = home.postgres().resolve("postmaster.pid");
        Path settings = home.postgres().resolve("postgresql.conf");
        try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
            String usual = Files.readString(settings);
            Files.writeString(settings, usual + "\nno_such_setting = on\n");
            String pid = kill(state);
            Awaitility.await()
                    .atMost(Rows.PATIENCE)
                    .until(() ->
                            Files.readString(folder.resolve("postgres.log"))
                                    .contains("no_such_setting"));

            Files.writeString(settings, usual);

            awaitAnother(state, pid);
            assertThat(new Rows(postgres.configuration("test").dataSource()).texts("select 7"))
                    .containsExactly("7");
        }
    }

    @Test
    void itRunsProgramsOfItsOwnAlsoWhereOthersOfThisProcessHaveThem() throws Exception {
        Home other = Home.at(folder.resolve("other"));
        try (LocalPostgres _ = LocalPostgres.start(other, 0);
                LocalPostgres postgres = LocalPostgres.start(Home.at(folder.resolve("own")), 0)) {
            remove(other.binaries());

            // Loaded when it is needed first.
            new Rows(postgres.configuration("test").dataSource()).execute("do $$ begin end $$");
        }
    }

    @Test
    void nobodyElseMayPutProgramsInItsFolder() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Home home = Home.at(folder);
        try (LocalPostgres _ = LocalPostgres.start(home, 0)) {
            assertThat(permissions(home.folder())).isEqualTo("rwx------");
            try (Stream<Path> programs = Files.walk(home.binaries())) {
                assertThat(programs)
                        .filteredOn(file -> !Files.isSymbolicLink(file))
                        .noneMatch(file -> permissions(file).charAt(7) == 'w')
                        .noneMatch(file -> permissions(file).charAt(4) == 'w');
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its server process, whose number it gives.
    private static String kill(Path state) throws IOException {
        String pid = Files.readAllLines(state).getFirst();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        return pid;
    }

    private static void awaitAnother(Path state, String deadPid) {
        Awaitility.await()
                .atMost(Rows.PATIENCE)
                .until(() -> Files.exists(state) && isReady(Files.readString(state), deadPid));
    }

    private static boolean isReady(String state, String deadPid) {
        return !state.startsWith(deadPid + "\n") && state.contains("ready");
    }
}
