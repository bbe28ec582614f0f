package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Errors that pass by themselves, in the middle of a job.
class PassingErrorsTest {
    @TempDir private Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 1, folder.resolve("oak"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    /// The result waits for the lock of the run's row, and an administrator ends what waits, again
    /// and again.
    @Test
    void aResultOutlastsStatementsThatAreBrokenOff() {
        RunId run = gatedSteps();
        bench.awaitLine(run, "first");

        bench.database()
                .runInTransaction(tx -> {
                    Runs.lock(tx, run);
                    touch(gate());
                    for (int i = 0; i < 3; i++) {
                        await().atMost(Rows.PATIENCE).until(() -> brokenOff() > 0);
                        // Until the one that was broken off has noticed.
                        await().atMost(Rows.PATIENCE).until(() -> waiting() == 0);
                    }
                });

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.job(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertResultIsWhole();
    }

    /// A standby that has not taken over yet, a statement or a transaction that somebody ended, a
    /// lock, a full disk, an order in which it cannot be done: all of it passes.
    @Test
    void nothingIsLostWhileNoWriteIsTaken() throws Exception {
        trouble("steps", "jobs", "annotations", "job_logs", "claims");
        RunId run = gatedSteps();
        bench.awaitLine(run, "first");
        bench.execute("insert into trouble select '25006', n from generate_series(1, 9) n");
        touch(gate());
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(folder.resolve("third")));
        for (String error : List.of("25006", "57014", "25P03", "55P03", "53100", "40001")) {
            bench.execute("update trouble set error = '" + error + "'");
            // Each writer tries at least once, and may do so as often as it likes.
            Thread.sleep(1000);
        }
        assertThat(bench.job(run).conclusion()).isNull();
        bench.execute("delete from trouble");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "First: SUCCESS/SUCCESS",
                        "Second: FAILURE/SUCCESS",
                        "Third: SUCCESS/SUCCESS");
        assertThat(bench.printed(run)).contains("first", "second", "third");
        assertResultIsWhole();
    }

    private void assertResultIsWhole() {
        assertThat(bench.text("select count(*) from annotations where message like '%noted%'"))
                .isEqualTo("1");
        assertThat(bench.text("select outputs->>'word' from jobs")).isEqualTo("kept");
        assertThat(bench.text("select string_agg(outcome, ' ') from claims")).isEqualTo("finished");
    }

    /// What the database never takes is left out, and nothing beside it: the next word of a step
    /// says all of it.
    @Test
    void aStepThatCannotBeStoredTakesNothingElseWithIt() {
        trouble("steps");
        bench.execute("insert into trouble values ('23514', 2, 'running')");
        RunId run = gatedSteps();
        touch(gate());

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "First: SUCCESS/SUCCESS",
                        "Second: FAILURE/SUCCESS",
                        "Third: SUCCESS/SUCCESS");
        assertThat(
                        bench.text(
                                "select string_agg((started_at is null)::text, ' ' order by number)"
                                        + " from steps"))
                .as("steps without a beginning")
                .isEqualTo("false false false");
    }

    @Test
    void aResultGoesWithoutItsAnnotationsWhereTheseAreRefused() {
        trouble("annotations");
        bench.execute("insert into trouble values ('23514', 1)");
        RunId run = gatedSteps();
        touch(gate());

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.text("select outputs->>'word' from jobs")).isEqualTo("kept");
    }

    private RunId gatedSteps() {
        return bench.push(
                """
                on: push
                jobs:
                  only:
                    runs-on: linux
                    outputs:
                      word: ${{ steps.last.outputs.word }}
                    steps:
                      - name: First
                        run: |
                          echo first; until [ -e '%1$s/gate' ]; do sleep 0.05; done
                      - name: Second
                        continue-on-error: true
                        run: |
                          echo second; echo '::warning::noted'; exit 3
                      - name: Third
                        id: last
                        run: |
                          echo third; echo word=kept >> $GITHUB_OUTPUT; touch '%1$s/third'
                """
                        .formatted(folder));
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    /// From now on no row of these tables is written while its error is in the table `trouble`; of
    /// steps, those of a number and, where it says so, of a state.
    private void trouble(String... tables) {
        bench.execute(
                """
                create table trouble (error text, number integer, state text);
                create function trouble() returns trigger language plpgsql security definer as $$
                declare
                    wrote jsonb := to_jsonb(new);
                    found text := (
                        select error from trouble
                        where tg_table_name <> 'steps' or (number = (wrote->>'number')::integer
                            and coalesce(state, wrote->>'state') = wrote->>'state')
                        limit 1);
                begin
                    if found is not null and (tg_op = 'UPDATE' or tg_table_name <> 'steps') then
                        raise exception using errcode = found, message = 'no ' || tg_table_name || ' just now';
                    end if;
                    return new;
                end
                $$;
                """);
        for (String table : tables) {
            bench.execute(
                    "create trigger trouble before insert or update on %s for each row execute function trouble()"
                            .formatted(table));
        }
    }

    private int brokenOff() {
        return waiting("pg_cancel_backend(pid)");
    }

    private int waiting() {
        return waiting("true");
    }

    private int waiting(String filter) {
        return Integer.parseInt(
                bench.text(
                        """
                        select count(*) filter (where %s) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                            and query like '%%pipeline_runs%%'
                        """
                                .formatted(filter)));
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
