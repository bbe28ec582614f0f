package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeferredJobTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    private RunId push(String keys) {
        return bench.push(
                file(
                        """
                        on: push
                        jobs:
                          first: {runs-on: linux, outputs: {matrix: x, pool: x, minutes: x, list: x}, steps: [{run: x}]}
                          second:
                            needs: first
                        %s
                          last: {needs: second, runs-on: linux, steps: [{run: x}]}
                        """
                                .formatted(keys.indent(4).stripTrailing())));
    }

    private static JobDefinition definition(ClaimedJob job) {
        return Definitions.of(job);
    }

    @Test
    void aMatrixOfOutputsIsPlannedWhenTheyAreKnown() {
        RunId run =
                push(
                        """
                        strategy:
                          matrix: ${{ fromJSON(needs.first.outputs.matrix) }}
                          max-parallel: 2
                        runs-on: linux
                        continue-on-error: ${{ matrix.os == 'b' }}
                        steps: [{run: x}]
                        """);
        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly("first", "second", "last");
        long placeholder = bench.job(run, "second").id().value();

        bench.work(success("{\"matrix\": \"{\\\"os\\\": [\\\"a\\\", \\\"b\\\", \\\"c\\\"]}\"}"));

        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .as("in the order of the file")
                .containsExactly("first", "second (a)", "second (b)", "second (c)", "last");
        assertThat(bench.job(run, "second").id().value()).isEqualTo(placeholder);
        assertThat(bench.states(run))
                .containsEntry("second.a", "QUEUED")
                .containsEntry("second.b", "QUEUED")
                .containsEntry("second.c", "BLOCKED");
        List<ClaimedJob> claimed = bench.begin();
        assertThat(definition(claimed.getLast()).contexts())
                .containsEntry("matrix", Json.parse("{\"os\": \"b\"}"));
        assertThat(definition(claimed.getLast()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"first": {"result": "success", "outputs": {"matrix": "{\\"os\\": [\\"a\\", \\"b\\", \\"c\\"]}"}}}
                                """));
        bench.finish(claimed.getLast(), failure());
        bench.finish(claimed.getFirst(), success());
        bench.work(success());
        assertThat(bench.work(success())).containsExactly("last");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void runnersNameAndTimeMayComeFromOutputs() {
        RunId run =
                push(
                        """
                        name: On ${{ needs.first.outputs.pool }}
                        runs-on: ${{ needs.first.outputs.pool }}
                        timeout-minutes: ${{ fromJSON(needs.first.outputs.minutes) }}
                        steps: [{run: x}]
                        """);
        bench.work(success("{\"pool\": \"x64\", \"minutes\": \"7\"}"));
        ClaimedJob claimed = bench.begin().getFirst();
        assertThat(definition(claimed).name()).isEqualTo("On x64");
        assertThat(definition(claimed).timeoutMinutes()).isEqualTo(7);
        assertThat(
                        bench.text(
                                "select array_to_string(labels, ',') || ' ' || timeout_minutes from jobs join label_sets l"
                                        + " on l.id = label_set_id where key = 'second'"))
                .isEqualTo("x64 7");
        assertThat(bench.states(run)).containsEntry("second", "RUNNING");
    }

    @Test
    void aJobThatCannotBePlannedFailsAtThePlace() {
        RunId run =
                push(
                        """
                        strategy:
                          matrix: {v: '${{ fromJSON(needs.first.outputs.list) }}'}
                        runs-on: linux
                        steps: [{run: x}]
                        """);
        bench.work(success("{\"list\": \"[]\"}"));

        assertThat(bench.states(run))
                .isEqualTo(Map.of("first", "SUCCESS", "second", "FAILURE", "last", "SKIPPED"));
        Job second = bench.job(run, "second");
        assertThat(second.cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(bench.text("select message from jobs where key = 'second'"))
                .isEqualTo(
                        "The key `v` of the matrix has no values (.mini-jenkin/workflows/ci.yml:7:19)");
        assertThat(bench.annotations(run))
                .singleElement()
                .satisfies(annotation -> {
                    assertThat(annotation.job()).isEqualTo(second.id());
                    assertThat(annotation)
                            .extracting(Annotation::path, Annotation::line, Annotation::column)
                            .containsExactly(EngineBench.PATH, 7, 19);
                });
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void aSkippedJobIsNotPlanned() {
        RunId run =
                push(
                        """
                        runs-on: ${{ needs.first.outputs.pool }}
                        steps: [{run: x}]
                        """);
        bench.work(failure());
        assertThat(bench.states(run))
                .isEqualTo(Map.of("first", "FAILURE", "second", "SKIPPED", "last", "SKIPPED"));
    }
}
