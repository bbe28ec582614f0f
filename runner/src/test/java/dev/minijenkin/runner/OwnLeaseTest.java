package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.testing.FileHolders;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a runner whose heartbeats are not answered does by itself: nothing outside of it watches
/// here.
class OwnLeaseTest {
    private static final int LEASE_SECONDS = 6;

    @TempDir private Path folder;
    private final List<Lease.Extension> extensions = new CopyOnWriteArrayList<>();
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        bench.execute("update settings set lease_seconds = " + LEASE_SECONDS);
        runner =
                bench.runner(
                        folder.resolve("oak"),
                        work -> new Unwatched(LocalHosts.start(work)),
                        Actions.OWN);
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void itEndsItsDeploymentsAndNothingElse() throws Exception {
        Path deployment = folder.resolve("deployment");
        Path other = folder.resolve("other");
        bench.push(sleeping("environment: prod", deployment));
        bench.push(sleeping("timeout-minutes: 5", other));
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(deployment) && Files.exists(other));
        try (Connection blocking = holdingHeartbeats()) {
            await().atMost(Rows.PATIENCE).until(() -> FileHolders.of(deployment).isEmpty());
            assertThat(FileHolders.of(other)).isNotEmpty();
            blocking.rollback();
        }
    }

    /// The database counts from when it wrote the heartbeat: later, never earlier.
    @Test
    void itsLeaseCountsFromWhenTheHeartbeatWasAsked() throws Exception {
        await().atMost(Rows.PATIENCE).until(() -> !extensions.isEmpty());
        try (Connection blocking = holdingHeartbeats()) {
            await().atMost(Rows.PATIENCE)
                    .until(() ->
                            bench.text(
                                            """
                                            select coalesce(max(now() - query_start) > interval '3 s', false)
                                            from pg_stat_activity
                                            where wait_event_type = 'Lock' and query like '%runner_heartbeats%'
                                            """)
                                    .equals("t"));
            extensions.clear();
            blocking.rollback();
            await().atMost(Rows.PATIENCE).until(() -> !extensions.isEmpty());
        }
        Lease.Extension late = extensions.getFirst();
        assertThat(late.until() - late.at()).isLessThanOrEqualTo((LEASE_SECONDS - 3) * 1000L);
    }

    private Connection holdingHeartbeats() throws SQLException {
        Connection blocking = bench.connect();
        blocking.setAutoCommit(false);
        blocking.createStatement().execute("select from runner_heartbeats for update");
        return blocking;
    }

    private static String sleeping(String line, Path held) {
        return """
        on: push
        jobs:
          only:
            runs-on: linux
            %s
            steps:
              - run: exec 9> %2$s; exec sleep 1000
        """
                .formatted(line, held);
    }

    private final class Unwatched implements StepHosts {
        private final StepHosts real;

        Unwatched(StepHosts real) {
            this.real = real;
        }

        @Override
        public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
            return real.open(claim, workspace, Optional.empty());
        }

        @Override
        public void extended(Lease.Extension extension) {
            extensions.add(extension);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
