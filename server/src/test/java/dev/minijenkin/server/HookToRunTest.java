package dev.minijenkin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.server.housekeeping.Chores;
import dev.minijenkin.server.registration.Registration;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class HookToRunTest {
    @Test
    void timings(@TempDir Path folder) throws Exception {
        try (TestDatabase test = TestDatabase.create();
                Database database = test.open();
                Listener listener =
                        new Listener(test.configuration().dataSource(), Server.TOPICS).start();
                Server server =
                        Server.start(
                                ServerConfiguration.of(0, folder.resolve("data")),
                                database,
                                listener,
                                new OneJobPlanner(),
                                new Chores() {
                                    @Override
                                    public void executeCommands() {}

                                    @Override
                                    public void releaseLostClaims() {}
                                });
                Rows rows = new Rows(test.configuration());
                HookSender sender = new HookSender(server.port())) {
            GitFolder git = GitFolder.create(folder);
            String before = git.pushWorkflow();
            Registration.Registered app =
                    new Registration(database, new SecureRandom())
                            .register("team/app", git.bare().toString(), "main", false);
            List<Double> post = new ArrayList<>();
            List<Double> total = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String after = git.write("f", "" + i).commit("change " + i);
                git.push("main");
                byte[] body = HookSender.push("refs/heads/main", before, after);
                long start = System.nanoTime();
                HttpResponse<String> response =
                        sender.github("team/app", app.hookSecret(), "push", body);
                post.add((System.nanoTime() - start) / 1e6);
                assertThat(response.statusCode()).isEqualTo(202);
                int want = i + 1;
                while (rows.count("queue") < want) {
                    Thread.sleep(0, 200_000);
                }
                total.add((System.nanoTime() - start) / 1e6);
                before = after;
            }
            System.out.println("first: " + post.getFirst() + " " + total.getFirst());
            System.out.println("post " + percentiles(post) + " total " + percentiles(total));
            await().untilAsserted(() -> assertThat(rows.count("queue")).isEqualTo(60));
        }
    }

    static String percentiles(List<Double> values) {
        double[] sorted = values.stream().skip(5).mapToDouble(x -> x).sorted().toArray();
        return "p50 %.1f p95 %.1f max %.1f"
                .formatted(
                        sorted[sorted.length / 2],
                        sorted[(int) (sorted.length * 0.95)],
                        sorted[sorted.length - 1]);
    }
}
