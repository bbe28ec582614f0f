package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Errors of the database that pass, made for real: none makes a delivery failed, and a hook that
/// meets one is asked to come again.
class PassingErrorsTest {
    private static final String SERVERS =
            "pid from pg_stat_activity where datname = current_database() and usename = 'server_of_tests'";

    @TempDir private Path folder;
    private TestServer server;
    private Registered registered;
    private String commit;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        GitFolder git = GitFolder.create(folder);
        commit = git.pushWorkflow();
        registered = server.register(git);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStatementThatIsCancelledIsTriedAgain() throws SQLException {
        whileRunsAreLocked("pg_cancel_backend");
    }

    @Test
    void aSessionThatIsEndedIsTriedAgain() throws SQLException {
        whileRunsAreLocked("pg_terminate_backend");
    }

    @Test
    void aDatabaseThatIsReadOnlyAnswers503AndLosesNothing() {
        readOnly("on");
        HttpResponse<String> answer = push();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).startsWith("{\"error\":");
        server.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                        select id, 'github', 'meanwhile', 'push',
                            convert_to('{"ref":"refs/heads/main","after":"%s"}', 'UTF8') from repositories
                        """
                                .formatted(commit));
        assertThat(push().statusCode()).isEqualTo(503);

        readOnly("off");
        server.awaitCount(1, "pipeline_runs");
        server.awaitCount(0, "hook_deliveries where state <> 'processed'");
        assertThat(push().statusCode()).isEqualTo(202);
        server.awaitCount(2, "pipeline_runs");
    }

    @Test
    void aHookWhoseStatementIsCancelledIsAskedToComeAgain() throws Exception {
        try (Connection blocking = server.database().dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("lock table hook_deliveries in exclusive mode");
            Thread canceller =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 400 && !Thread.interrupted(); i++) {
                                    server.rows()
                                            .texts(
                                                    "select pg_cancel_backend(pid), "
                                                            + SERVERS
                                                            + " and wait_event_type = 'Lock'");
                                    try {
                                        Thread.sleep(50);
                                    } catch (InterruptedException e) {
                                        return;
                                    }
                                }
                            });
            HttpResponse<String> answer = push();
            canceller.interrupt();
            canceller.join();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            blocking.rollback();
        }
        assertThat(push().statusCode()).isEqualTo(202);
        server.awaitCount(1, "pipeline_runs");
    }

    /// Runs cannot be inserted for a while, and the server's statement that waits for it is ended.
    private void whileRunsAreLocked(String ending) throws SQLException {
        try (Connection blocking = server.database().dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("lock table pipeline_runs in exclusive mode");
            assertThat(push().statusCode()).isEqualTo(202);
            for (int i = 0; i < 3; i++) {
                server.awaitTexts("select 1, " + SERVERS + " and wait_event_type = 'Lock'");
                server.rows()
                        .texts(
                                "select %s(pid), %s and wait_event_type = 'Lock'"
                                        .formatted(ending, SERVERS));
            }
            blocking.rollback();
        }
        server.awaitCount(1, "pipeline_runs");
        server.awaitCount(1, "hook_deliveries where state = 'processed'");
    }

    private void readOnly(String value) {
        server.rows()
                .execute(
                        """
                        do $$ begin
                            execute format('alter role server_of_tests in database %%I set default_transaction_read_only = %s',
                                current_database());
                        end $$
                        """
                                .formatted(value));
        server.rows().texts("select pg_terminate_backend(pid), " + SERVERS);
    }

    private HttpResponse<String> push() {
        return server.sender()
                .github(
                        registered.name(),
                        registered.hookSecret(),
                        "push",
                        HookSender.push("refs/heads/main", "0".repeat(40), commit));
    }
}
