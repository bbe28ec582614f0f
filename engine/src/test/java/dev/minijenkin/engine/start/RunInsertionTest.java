package dev.minijenkin.engine.start;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Runs that are inserted together are what each would be alone.
class RunInsertionTest {
    private static final String PLAIN = "on: push\njobs: {a: {%s}}".formatted(REST);

    @AutoClose private final EngineBench bench = new EngineBench();

    /// Also where what it needs has ended before anything of the run was stored; in the order of
    /// the file.
    @Test
    void aJobKnowsWhatCameOfThoseThatWereSkippedAtOnce() {
        bench.push(
                file(
                        """
                        on: push
                        jobs:
                          a: {if: 'false', %1$s}
                          b: {needs: a, %1$s}
                          c: {needs: [b, a], if: '!failure()', %1$s}
                          d: {needs: a, if: always(), strategy: {matrix: {n: [1, 2]}}, %1$s}
                        """
                                .formatted(REST)));

        Map<String, String> needs = new TreeMap<>();
        for (ClaimedJob job : bench.claim()) {
            Value known = Definitions.of(job).contexts().get("needs");
            needs.merge(
                    job.key(),
                    Json.text(Objects.requireNonNull(known)).replaceAll("\\s", ""),
                    (one, other) -> one.equals(other) ? one : one + " and " + other);
        }
        String skipped = "{\"result\":\"skipped\",\"outputs\":{}}";
        assertThat(needs)
                .containsExactly(
                        Map.entry("c", "{\"b\":%1$s,\"a\":%1$s}".formatted(skipped)),
                        Map.entry("d", "{\"a\":%s}".formatted(skipped)));
    }

    /// The database keeps fields in an order of its own.
    @Test
    void contextsAreInTheOrderOfTheFile() {
        bench.push(
                file(
                        """
                        on: push
                        jobs:
                          a: {strategy: {matrix: {zeta: [1], b: [{y: 1, x: 2}], include: [{a: ä, Ä: 3}]}}, %s}
                        """
                                .formatted(REST)));

        ClaimedJob job = bench.claim().getFirst();
        JobDefinition definition = Definitions.of(job);
        assertThat(Json.text(Objects.requireNonNull(definition.contexts().get("matrix"))))
                .isEqualToIgnoringWhitespace(
                        "{\"zeta\":1,\"b\":{\"y\":1,\"x\":2},\"a\":\"ä\",\"Ä\":3}");
        assertThat(JobDefinitions.decode(JobDefinitions.encode(definition))).isEqualTo(definition);
    }

    @Test
    void whateverEachNeedsItGetsAmongOthers() {
        List<RunId> ids =
                inserted(
                        PLAIN,
                        "on: push\njobs: {a: {if: 'false', %s}, b: {needs: a, if: always(), %s}}"
                                .formatted(REST, REST),
                        "on: push\nconcurrency: g\njobs: {a: {%s}}".formatted(REST),
                        "on: push\nconcurrency: g\njobs: {a: {%s}}".formatted(REST),
                        "on: push\njobs: {a: {concurrency: h, %s}, b: {%s}}".formatted(REST, REST),
                        "on: push\njobs: {a: {runs-on: '${{ fromJSON(1', steps: [{run: x}]}}",
                        "on: push\njobs: {a: {strategy: {max-parallel: 1, matrix: {n: [1, 2]}}, %s}}"
                                .formatted(REST),
                        "on: push\njobs: {a: {if: github.event.head_commit.message == 'Mend it', %s}}"
                                .formatted(REST));

        assertThat(bench.states(ids.get(0))).containsEntry("a", "QUEUED");
        assertThat(bench.states(ids.get(1)))
                .containsEntry("a", "SKIPPED")
                .containsEntry("b", "QUEUED");
        assertThat(bench.states(ids.get(2))).containsEntry("a", "QUEUED");
        assertThat(bench.states(ids.get(3))).as("behind the first").containsEntry("a", "BLOCKED");
        assertThat(bench.states(ids.get(4)))
                .containsEntry("a", "QUEUED")
                .containsEntry("b", "QUEUED");
        assertThat(bench.states(ids.get(5))).isEmpty();
        assertThat(bench.annotations(ids.get(5))).isNotEmpty();
        assertThat(bench.states(ids.get(6)).values())
                .containsExactlyInAnyOrder("QUEUED", "BLOCKED");
        assertThat(bench.states(ids.get(7))).containsEntry("a", "QUEUED");
        assertThat(
                        bench.text(
                                "select string_agg(number::text, ',' order by id) from pipeline_runs"))
                .isEqualTo("1,1,1,1,1,1,1,1");
    }

    @Test
    void whoeverMayBeginIsInTheQueueAndNobodyElse() {
        inserted(
                PLAIN, PLAIN, "on: push\njobs: {a: {%s}, b: {needs: a, %s}}".formatted(REST, REST));

        assertThat(
                        bench.text(
                                """
                                select count(*) from jobs j
                                where (j.state = 'queued') <> exists (select from queue q where q.job_id = j.id)
                                """))
                .isEqualTo("0");
        assertThat(bench.text("select count(*) from queue")).isEqualTo("3");
        assertThat(bench.work(success())).containsExactly("a", "a", "a");
        assertThat(bench.work(success())).containsExactly("b");
        assertThat(bench.text("select count(*) from pipeline_runs where conclusion = 'success'"))
                .isEqualTo("3");
    }

    @Test
    void oneThatHasStartedBeforeIsLeftOutAndTakesNoNumber() {
        TriggerEvent again = bench.push("refs/heads/main");
        List<StartableRun> first = plan(again, "first.yml", PLAIN);
        bench.in(tx -> RunInsertion.insert(tx, first));

        List<StartableRun> together = new ArrayList<>(first);
        together.addAll(plan(bench.push("refs/heads/main"), "first.yml", PLAIN));
        List<Optional<StartedRun>> started = bench.in(tx -> RunInsertion.insert(tx, together));

        assertThat(started.getFirst()).isEmpty();
        assertThat(started.getLast()).map(StartedRun::number).contains(2L);
    }

    @Test
    void aRunOfManyJobsIsStoredWhole() {
        String legs = String.join(",", IntStream.range(0, 256).mapToObj(String::valueOf).toList());
        StringBuilder text = new StringBuilder("on: push\njobs:\n");
        for (int job = 0; job < 10; job++) {
            text.append("  j%d: {strategy: {matrix: {n: [%s]}}, %s}\n".formatted(job, legs, REST));
        }
        RunId id = bench.push(file(text.toString()));

        assertThat(bench.jobs(id)).hasSize(2_560);
        assertThat(bench.jobs(id)).allMatch(job -> job.state() == JobState.QUEUED);
        assertThat(bench.text("select count(*) from queue")).isEqualTo("2560");
        assertThat(bench.text("select count(*) from job_templates")).isEqualTo("10");
    }

    private List<RunId> inserted(String... files) {
        List<StartableRun> runs = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            runs.addAll(plan(bench.push("refs/heads/main"), "f" + i + ".yml", files[i]));
        }
        return bench.in(tx -> RunInsertion.insert(tx, runs)).stream()
                .map(run -> run.orElseThrow().id())
                .toList();
    }

    private static List<StartableRun> plan(TriggerEvent event, String name, String text) {
        return RunStarter.plan(
                event,
                List.of(new WorkflowSource(".mini-jenkin/workflows/" + name, file(text).content())),
                CalledFiles.NONE);
    }
}
