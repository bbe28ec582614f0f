package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
    private static final String DEPLOY =
            """
            name: ci
            on: push
            jobs:
              ship:
                runs-on: linux
                environment:
                  name: prod-${{ github.ref_name }}
                  url: https://${{ steps.where.outputs.host }}/${{ env.DEPLOY_FENCE_TOKEN }}
                steps:
                  - id: where
                    run: |
                      echo "host=shop.example" >> "$GITHUB_OUTPUT"
                      echo "token $DEPLOY_FENCE_TOKEN"
            """;

    @TempDir private Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        GitFolder git = GitFolder.create(folder);
        String commit = git.write("greeting.txt", "hello\n").commit("Mend it");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 4, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void eachDeploymentSeesItsTokenAndKeepsItsUrl() {
        List<RunId> runs = List.of(bench.push(DEPLOY), bench.push(DEPLOY), bench.push(DEPLOY));

        for (int i = 0; i < runs.size(); i++) {
            assertThat(bench.awaitRun(runs.get(i)).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(runs.get(i))).containsExactly("token " + (i + 1));
        }
        assertThat(
                        bench.text(
                                "select string_agg(state || ' ' || url, ', ' order by id) from deployments"))
                .isEqualTo(
                        "succeeded https://shop.example/1, succeeded https://shop.example/2,"
                                + " succeeded https://shop.example/3");
        assertThat(bench.text("select name from environments")).isEqualTo("prod-main");
        assertThat(
                        bench.text(
                                "select count(*) from deployments d join deployments e on d.id < e.id where e.started_at < d.finished_at"))
                .as("deployments that overlap")
                .isEqualTo("0");
    }

    /// A sign that its runner is connected, which comes back after a lost session.
    @Test
    void whileItDeploysItsRunnerShowsThatItIsConnected() throws Exception {
        Path gate = folder.resolve("gate");
        RunId run = bench.push(waiting(gate));
        awaitConnected("t");
        assertThat(bench.text("select state from environment_locks")).isEqualTo("held");
        String first = bench.text(HOLDER);

        bench.execute("select pg_terminate_backend((" + HOLDER + ")::integer)");
        await().atMost(Rows.PATIENCE)
                .until(() -> !List.of(first, "null").contains(bench.text(HOLDER)));
        awaitConnected("t");
        Files.createFile(gate);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        awaitConnected("f");
        assertThat(bench.text("select state from environment_locks")).isEqualTo("free");
        await().atMost(Rows.PATIENCE).until(() -> bench.text(HOLDER).equals("null"));
    }

    /// Whoever may connect can hold such a lock.
    @Test
    void nobodyCanKeepADeploymentFromItsTurnByTheSignOfIt() throws Exception {
        bench.awaitRun(bench.push(DEPLOY));
        try (Connection stranger = bench.connect()) {
            stranger.createStatement()
                    .execute(
                            "select pg_advisory_lock(hashtextextended('mini-jenkin:deploy:' || id, 0)) from environments");

            assertThat(bench.awaitRun(bench.push(DEPLOY)).conclusion())
                    .isEqualTo(Conclusion.SUCCESS);
        }
    }

    private static final String HOLDER =
            "select max(pid) from pg_locks where locktype = 'advisory' and objsubid = 1 and database ="
                    + " (select oid from pg_database where datname = current_database())";

    private static String waiting(Path gate) {
        return DEPLOY.replace(
                "run: |", "run: |\n          until [ -e '" + gate + "' ]; do sleep 0.05; done");
    }

    private void awaitConnected(String connected) {
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        bench.text("select max(holder_connected::text) from environment_locks")
                                .startsWith(connected));
    }
}
