package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Git hosts that do not answer, on real sockets: they keep nobody else waiting.
class AwayHostTest {
    private static final String NOTHING = "0".repeat(40);

    @TempDir private Path folder;
    private final List<Host> hosts = new ArrayList<>();
    private TestServer server;
    private GitFolder git;
    private String commit;

    /// A git host that takes connections and does nothing more with them, or ends them at once.
    private static final class Host implements AutoCloseable {
        private final ServerSocket socket;
        private final List<Socket> taken = new CopyOnWriteArrayList<>();
        private final AtomicInteger count = new AtomicInteger();

        private Host(boolean hangs) throws IOException {
            socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (true) {
                                Socket next = socket.accept();
                                count.incrementAndGet();
                                taken.add(next);
                                if (!hangs) {
                                    next.setSoLinger(true, 0);
                                    next.close();
                                }
                            }
                        } catch (IOException _) {
                            // Closed.
                        }
                    });
        }

        private String url(String repository) {
            return "git://127.0.0.1:" + socket.getLocalPort() + "/" + repository + ".git";
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket each : taken) {
                each.close();
            }
        }
    }

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        commit = git.pushWorkflow();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (Host host : hosts) {
            host.close();
        }
    }

    @Test
    void whoHangsHoldsUpNeitherHooksNorTriggersNorSchedulesOfOthers() throws IOException {
        List<Registered> hanging = new ArrayList<>();
        for (int h = 0; h < 6; h++) {
            Host host = host(true);
            for (int r = 0; r < 4; r++) {
                hanging.add(server.register("hang/" + h + "-" + r, host.url("r" + r)));
            }
        }
        server.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                        select r.id, 'github', 'key ' || n, 'push',
                            convert_to('{"ref":"refs/heads/main","after":"%s"}', 'UTF8')
                        from repositories r, generate_series(1, 100) n
                        """
                                .formatted(commit));
        for (Registered each : hanging) {
            push(each, commit);
        }
        for (Host host : hosts) {
            await(() -> host.count.get() > 0);
        }
        Registered there = server.register(git);
        push(there, commit);
        server.awaitCount(1, "pipeline_runs where event = 'push'");
        server.rows()
                .execute(
                        """
                        insert into commands (kind, arguments, repository_id)
                        select 'trigger', '{"ref": "main", "workflow": "ci.yml"}', %d
                        """
                                .formatted(there.id().value()));
        server.awaitCount(1, "pipeline_runs where event = 'workflow_dispatch'");

        assertThat(server.rows().texts("select count(*) from away_remotes"))
                .as("nobody has waited for the end of a silence")
                .containsExactly("0");
        assertThat(hosts)
                .as("a host that has not answered yet is asked once at a time")
                .allSatisfy(host -> assertThat(host.count.get()).isEqualTo(1));
    }

    @Test
    void oneDeliveryFindsOutForAllRepositoriesOfAHost() throws IOException {
        Host host = host(false);
        List<Registered> there = new ArrayList<>();
        for (int r = 0; r < 3; r++) {
            there.add(server.register("team/" + r, host.url("r" + r)));
        }
        server.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                        select r.id, 'github', 'key ' || n, 'push',
                            convert_to('{"ref":"refs/heads/main","after":"%s"}', 'UTF8')
                        from repositories r, generate_series(1, 100) n
                        """
                                .formatted(commit));
        push(there.getFirst(), commit);
        server.awaitTexts("select 1 from away_remotes where tries >= 3");

        List<String> tries =
                server.rows()
                        .texts(
                                """
                                select string_agg(remote, ' '), sum(tries) >= (
                                    select sum(attempts) from hook_deliveries where error is not null)
                                from away_remotes
                                """);
        assertThat(tries).containsExactly("host:127.0.0.1:" + host.socket.getLocalPort() + "|t");
        assertThat(host.count.get()).isLessThanOrEqualTo(5);
        assertThat(
                        server.rows()
                                .texts(
                                        "select count(*) from hook_deliveries where state <> 'received'"))
                .containsExactly("0");
    }

    @Test
    void aRepositoryThatIsBackGoesOnInOrder() throws IOException {
        Path away = folder.resolve("away.git");
        Files.move(git.bare(), away);
        Registered registered = server.register(git);
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            commits.add(git.commit("Commit " + i));
        }
        git.git("push", "-q", away.toString(), "main");
        for (String each : commits) {
            push(registered, each);
        }
        server.awaitTexts("select 1 from away_remotes where tries >= 2");
        Files.move(away, git.bare());

        server.awaitCount(30, "pipeline_runs");
        assertThat(server.rows().texts("select commit_sha from pipeline_runs order by id"))
                .containsExactlyElementsOf(commits);
        server.awaitCount(0, "away_remotes");
    }

    @Test
    void whoCallsAWorkflowOfARepositoryThatIsAwayWaitsAloneForIt() throws IOException {
        Host host = host(false);
        server.register("lib/ci", host.url("ci"));
        git.write(
                ".mini-jenkin/workflows/call.yml",
                "on: {push: {branches: [calls]}}\njobs: {a: {uses: lib/ci/.mini-jenkin/workflows/x.yml@main}}\n");
        String calling = git.commit("Call");
        git.git("push", "-q", "origin", "HEAD:calls", "HEAD:main");
        Registered registered = server.register(git);
        push(registered, "refs/heads/calls", calling);
        server.awaitTexts("select 1 from away_remotes where remote like 'host:%'");
        push(registered, "refs/heads/main", calling);

        server.awaitCount(1, "pipeline_runs where ref = 'refs/heads/main'");
        assertThat(
                        server.rows()
                                .texts(
                                        "select state from hook_deliveries where payload like '%/calls%'::bytea"))
                .containsExactly("received");
        assertThat(
                        server.rows()
                                .texts(
                                        "select count(*) from away_remotes where remote like 'repository:%'"))
                .containsExactly("0");
    }

    /// What is known to be away is not asked by whoever calls it, until it is to be tried again.
    @Test
    void whoIsKnownToBeAwayIsNotAskedByThoseWhoCallIt() throws IOException {
        Host host = host(true);
        server.register("lib/ci", host.url("ci"));
        server.rows()
                .execute(
                        """
                        insert into away_remotes (remote, reason, next_try_at)
                        select 'host:' || host, 'It has not answered', now() + interval '1 hour'
                        from repositories where host <> ''
                        """);
        git.write(
                ".mini-jenkin/workflows/call.yml",
                "on: push\njobs: {a: {uses: lib/ci/.mini-jenkin/workflows/x.yml@main}}\n");
        String calling = git.commit("Call");
        git.git("push", "-q", "origin", "HEAD:main");
        push(server.register(git), calling);

        assertThat(server.awaitTexts("select error from hook_deliveries where error is not null"))
                .containsExactly("It has not answered");
        assertThat(host.count.get()).isZero();
    }

    /// The next server need not wait for the lease of one that was stopped.
    @Test
    void whatWaitedForItsTurnIsDueAtOnceWhereItsServerIsStopped() throws IOException {
        Host host = host(true);
        for (int r = 0; r < 3; r++) {
            push(server.register("team/" + r, host.url("r" + r)), commit);
        }
        server.awaitCount(3, "hook_deliveries where begun = 1");

        server.stop();

        assertThat(
                        server.rows()
                                .count(
                                        "hook_deliveries where begun = 0 and next_attempt_at <= now()"))
                .isGreaterThanOrEqualTo(2);
    }

    private Host host(boolean hangs) throws IOException {
        Host host = new Host(hangs);
        hosts.add(host);
        return host;
    }

    private void push(Registered registered, String after) {
        push(registered, "refs/heads/main", after);
    }

    private void push(Registered registered, String ref, String after) {
        assertThat(
                        server.sender()
                                .github(
                                        registered.name(),
                                        registered.hookSecret(),
                                        "push",
                                        HookSender.push(ref, NOTHING, after))
                                .statusCode())
                .isEqualTo(202);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
