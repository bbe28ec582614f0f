package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL goes away and comes back while a job runs.
class DatabaseAwayTest {
    @TempDir private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;

    @BeforeEach
    void start() throws InterruptedException {
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        instance.startRunner("oak");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void serverAndRunnerWaitAndNothingIsLost() throws IOException, InterruptedException {
        PushedRepository repository = PushedRepository.create(instance, folder, "counter");
        repository.push(
                """
                on: push
                jobs:
                  count:
                    runs-on: linux
                    steps:
                      - run: for i in $(seq 1 50); do echo "line $i"; sleep 0.1; done
                """);
        rows.awaitText("select 1 from job_logs where step_number > 0 having count(*) >= 3");

        instance.stopPostgres();
        Thread.sleep(2000);
        // The hook finds the server without its database; the push itself goes through.
        String second =
                repository.push(
                        """
                        on: push
                        jobs:
                          after:
                            runs-on: linux
                            steps:
                              - run: echo after
                        """);
        // How soon the server notices depends on what it was about to do; that it does is certain.
        for (String part : List.of("server", "runner")) {
            await().atMost(Rows.PATIENCE).until(() -> !linesThatSay(part, "WARN").isEmpty());
        }
        instance.startPostgres();

        rows.awaitText("select 1 from pipeline_runs where state = 'finished' having count(*) = 2");
        assertThat(rows.texts("select conclusion from pipeline_runs")).containsOnly("success");
        assertThat(rows.texts("select commit_sha from pipeline_runs order by id desc limit 1"))
                .containsExactly(second);
        assertThat(rows.texts("select outcome from claims")).containsOnly("finished");
        assertThat(
                        rows.texts(
                                "select sum(line_count) from job_logs where step_number > 0 and job_id = (select min(id) from jobs)"))
                .as("lines of the first job, some of them written while the database was away")
                .satisfies(lines ->
                        assertThat(Integer.parseInt(lines.getFirst())).isGreaterThanOrEqualTo(50));
        for (String part : List.of("server", "runner")) {
            assertThat(linesThatSay(part, "WARN"))
                    .as("warnings of the " + part)
                    .hasSizeBetween(1, 3);
        }
    }

    private List<String> linesThatSay(String part, String word) throws IOException {
        return Files.readAllLines(instance.log(part)).stream()
                .filter(line -> line.contains(word))
                .toList();
    }
}
