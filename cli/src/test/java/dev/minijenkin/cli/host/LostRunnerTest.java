package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.cli.PushedRepository;
import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A runner that dies or sleeps in the middle of a job loses it to another, and can do no harm.
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
class LostRunnerTest {
    private static final String COUNTING =
            """
            on: push
            jobs:
              count:
                runs-on: linux
                steps:
                  - run: for i in $(seq 1 60); do echo "line $i"; sleep 0.05; done
            """;

    private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;
    private final Map<String, ChildProcess> runners = new HashMap<>();
    private int started;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        // Short for the test's sake, and longer than a busy machine lets a process wait.
        rows.execute("update settings set lease_seconds = 6");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    /// Another one for each that a test has killed.
    @BeforeEach
    void twoRunners() {
        runners.values().removeIf(runner -> !runner.isAlive());
        while (runners.size() < 2) {
            String name = "oak-" + ++started;
            runners.put(name, instance.startRunner(name));
        }
        rows.awaitText(
                "select 1 from live_runners where online and name like 'oak-%' having count(*) = 2");
    }

    @Test
    void noPasswordStandsOnACommandLineAndEachLoginHasItsOwn() throws IOException {
        for (ChildProcess runner : runners.values()) {
            assertThat(Files.readString(Path.of("/proc/" + runner.pid() + "/cmdline")))
                    .contains("--db-user")
                    .doesNotContain("password")
                    .doesNotContain(instance.configuration().password());
        }
        DatabaseConfiguration superusers = instance.configuration();
        for (String login : List.of("stress_mj_server", "stress_mj_runner")) {
            DatabaseConfiguration other =
                    DatabaseConfiguration.of(
                            superusers.url(), login, superusers.password(), "test");
            assertThatThrownBy(() -> other.dataSource().getConnection())
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aKilledRunnersJobIsFinishedByAnother() throws IOException, InterruptedException {
        Job job = startedJob("killed");

        job.runner().kill();
        long chunksAtReclaim = awaitReclaim(job);
        awaitSuccess(job);

        assertThat(chunks(job.claim())).isEqualTo(chunksAtReclaim);
        assertThat(outcomes(job)).containsExactly("runner_lost", "finished");
        assertThat(linesOfTheLastClaim(job)).containsSubsequence("line 1", "line 30", "line 60");
    }

    /// By another guest: it is for nobody else.
    @Test
    void aKilledGuestsJobIsFinishedByAnother() throws Exception {
        for (String name : List.of("a", "b")) {
            runners.put(instance.guestName(name), instance.startGuest(name));
        }
        PushedRepository fork = PushedRepository.create(instance, folder, "fork");
        rows.execute("update repositories set guest_runs = 'all' where name = 'fork'");
        Job job = startedJobOf(fork.push(COUNTING));

        job.runner().kill();
        long chunksAtReclaim = awaitReclaim(job);
        awaitSuccess(job);

        assertThat(chunks(job.claim())).isEqualTo(chunksAtReclaim);
        assertThat(outcomes(job)).containsExactly("runner_lost", "finished");
        assertThat(linesOfTheLastClaim(job)).containsSubsequence("line 1", "line 30", "line 60");
        assertThat(
                        rows.texts(
                                "select distinct r.name like 'oak-%' from claims c join runners r on r.id = c.runner_id where c.job_id = ?",
                                job.id()))
                .containsExactly("f");
        for (String name : List.of("a", "b")) {
            Objects.requireNonNull(runners.remove(instance.guestName(name))).kill();
        }
    }

    @Test
    void aSleepingRunnerThatWakesAfterItsLeaseWritesNothing()
            throws IOException, InterruptedException {
        Job job = startedJob("asleep");

        signal("STOP", job.runner());
        long chunksAtReclaim = awaitReclaim(job);
        // Wakes while the other carries the job out, with lines in its hands.
        rows.awaitText(
                "select 1 from claims where job_id = ? and released_at is null and acknowledged_at is not null",
                job.id());
        signal("CONT", job.runner());
        awaitSuccess(job);

        assertThat(chunks(job.claim())).isEqualTo(chunksAtReclaim);
        assertThat(outcomes(job)).containsExactly("runner_lost", "finished");
        assertThat(linesOfTheLastClaim(job)).containsSubsequence("line 1", "line 30", "line 60");
        assertThat(job.runner().isAlive()).isTrue();
        Awaitility.await("the runner that woke is online again")
                .atMost(Rows.PATIENCE)
                .until(() -> rows.texts("select 1 from live_runners where online").size() == 2);
    }

    /// By a transaction that sits idle.
    @Test
    void aRunThatSomebodyHoldsKeepsNoLostJobAndNoCommand() throws Exception {
        Job held = startedJob("held");
        String run = rows.text("select run_id from jobs where id = ?", held.id());
        try (Connection holder = instance.configuration().dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("set idle_in_transaction_session_timeout = 0");
            holder.setAutoCommit(false);
            statement.execute("select from pipeline_runs where id = " + run + " for no key update");
            Job lost = startedJob("lost");

            lost.runner().kill();
            awaitReclaim(lost);
            awaitSuccess(lost);
            rows.execute("insert into commands (kind, run_id) values ('cancel', " + run + ")");
            rows.execute(
                    "insert into commands (kind, arguments) values ('drain', '{\"runner\": \"nobody\"}')");
            rows.awaitText("select 1 from commands where kind = 'drain' and state = 'refused'");
            rows.awaitText(
                    "select 1 from commands where kind = 'cancel' and state = 'pending'"
                            + " and waits_for like 'It waits for session % of postgres (mini-jenkin stress)%'");
            holder.rollback();
        }
        rows.awaitText("select 1 from commands where kind = 'cancel' and state <> 'pending'");
        rows.awaitText("select 1 from pipeline_runs where state = 'finished' and id = " + run);
    }

    private record Job(long id, long claim, ChildProcess runner) {}

    /// Waits until the job has written some lines.
    private Job startedJob(String repository) throws IOException {
        return startedJobOf(PushedRepository.create(instance, folder, repository).push(COUNTING));
    }

    private Job startedJobOf(String commit) {
        String job =
                rows.awaitText(
                        "select j.id from jobs j join pipeline_runs r on r.id = j.run_id where r.commit_sha = ?",
                        commit);
        rows.awaitText(
                "select 1 from job_logs where job_id = ?::bigint and step_number > 0 having count(*) >= 3",
                job);
        String claim =
                rows.text(
                        "select id from claims where released_at is null and job_id = ?::bigint",
                        job);
        String runner =
                rows.texts(
                                "select r.name from runners r join claims c on c.runner_id = r.id where c.id = ?::bigint",
                                claim)
                        .getFirst();
        return new Job(
                Long.parseLong(job),
                Long.parseLong(claim),
                Objects.requireNonNull(runners.get(runner)));
    }

    /// The number of the dead claim's chunks when it was taken away.
    private long awaitReclaim(Job job) {
        rows.awaitText(
                "select 1 from claims where id = ? and released_at is not null", job.claim());
        return chunks(job.claim());
    }

    private void awaitSuccess(Job job) {
        assertThat(
                        rows.awaitText(
                                "select conclusion from jobs where id = ? and state = 'finished'",
                                job.id()))
                .isEqualTo("success");
        assertThat(
                        rows.awaitText(
                                "select r.conclusion from pipeline_runs r join jobs j on j.run_id = r.id"
                                        + " where j.id = ? and r.state = 'finished'",
                                job.id()))
                .isEqualTo("success");
    }

    private long chunks(long claim) {
        return Long.parseLong(
                rows.texts("select count(*) from job_logs where claim_id = ?", claim).getFirst());
    }

    private List<String> outcomes(Job job) {
        return rows.texts("select outcome from claims where job_id = ? order by id", job.id());
    }

    private List<String> linesOfTheLastClaim(Job job) {
        StringBuilder text = new StringBuilder();
        try (Database database = Database.open(instance.configuration(), HintSink.NONE)) {
            LogCursor cursor = new LogCursor(new JobId(job.id()));
            List<LogChunk> all = new ArrayList<>();
            List<LogChunk> next;
            do {
                next = database.statement(tx -> cursor.next(tx, 1000));
                all.addAll(next);
            } while (!next.isEmpty());
            for (LogChunk chunk : all) {
                if (chunk.claim().value() > job.claim()) {
                    LogChunkCodec.decode(chunk.firstAt(), chunk.body())
                            .forEach(line -> {
                                text.append(new String(line.bytes(), StandardCharsets.UTF_8));
                                text.append(line.complete() ? "\n" : "");
                            });
                }
            }
        }
        return text.toString().lines().toList();
    }

    private static void signal(String name, ChildProcess process)
            throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor(Duration.ofSeconds(10))).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
