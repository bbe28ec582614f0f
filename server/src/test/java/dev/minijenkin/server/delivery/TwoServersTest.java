package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.server.Server;
import dev.minijenkin.server.ServerConfiguration;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers over one database: what one has in hand keeps the other from what comes behind it.
class TwoServersTest {
    private static final int BRANCHES = 24;

    @TempDir Path folder;

    @Test
    void pushesOfARepositoryKeepTheirOrderWhoeverTakesThem() {
        GitFolder git = GitFolder.create(folder);
        String commit = git.pushWorkflow();
        List<String> refs = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            refs.add("HEAD:refs/heads/b" + i);
        }
        git.push(refs.toArray(String[]::new));
        try (TestServer first = TestServer.start(folder.resolve("first"));
                Notifier notifier = new Notifier(first.database().dataSource());
                Database database = Database.open(first.database(), notifier);
                Listener listener =
                        new Listener(first.database().dataSource(), Server.TOPICS).start();
                Server second =
                        Server.start(
                                ServerConfiguration.of(0, folder.resolve("second"), first.keys()),
                                database,
                                listener)) {
            assertThat(second.port()).isNotEqualTo(first.port());
            List<RepositoryId> repositories = new ArrayList<>();
            for (String name : List.of("one", "two")) {
                repositories.add(first.register(name, git).id());
            }
            first.owner()
                    .runInTransaction(tx -> {
                        for (int i = 0; i < BRANCHES; i++) {
                            for (RepositoryId repository : repositories) {
                                Deliveries.receive(
                                        tx, push(repository, "refs/heads/b" + i, commit));
                            }
                        }
                    });

            first.awaitCount(2 * BRANCHES, "pipeline_runs");
            for (RepositoryId repository : repositories) {
                assertThat(
                                first.rows()
                                        .texts(
                                                "select ref from pipeline_runs where repository_id"
                                                        + " = ? order by number",
                                                repository.value()))
                        .isEqualTo(refs.stream().map(ref -> ref.replace("HEAD:", "")).toList());
            }
        }
    }

    private static NewDelivery push(RepositoryId repository, String ref, String commit) {
        String payload =
                """
                {"ref": "%s", "before": "%s", "after": "%s", "pusher": {"name": "ana"}}
                """
                        .formatted(ref, "0".repeat(40), commit);
        return new NewDelivery(
                repository,
                DeliverySource.GIT,
                ref,
                "push",
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
