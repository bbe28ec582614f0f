package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.cancelled;
import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MatrixRunTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    private RunId push(String strategy) {
        return bench.push(
                file(
                        """
                        on: push
                        jobs:
                          t:
                            strategy: %s
                            runs-on: linux
                            continue-on-error: ${{ matrix.may == true }}
                            steps: [{run: x}]
                          after: {needs: t, if: always(), runs-on: linux, steps: [{run: x}]}
                        """
                                .formatted(strategy)));
    }

    private static ClaimedJob leg(List<ClaimedJob> claimed, String name) {
        return claimed.stream()
                .filter(job -> definition(job).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JobDefinition definition(ClaimedJob job) {
        return Definitions.of(job);
    }

    @Test
    void legsThatNoRunnerHasEndAtOnceWhenAnotherOneFails() {
        RunId run = push("{matrix: {os: [a, b]}}");
        List<ClaimedJob> claimed = bench.claim(1);
        claimed.forEach(bench::acknowledge);
        bench.finish(claimed.getFirst(), failure());

        assertThat(bench.states(run))
                .isEqualTo(Map.of("t.a", "FAILURE", "t.b", "CANCELLED", "after", "QUEUED"));
    }

    @Test
    void eachLegIsAJobOfItsOwn() {
        RunId run = push("{matrix: {os: [a, b], include: [{os: b, x: 1}]}}");
        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly("t (a)", "t (b)", "after");
        List<ClaimedJob> claimed = bench.begin();
        assertThat(definition(leg(claimed, "t (b)")).contexts().get("matrix"))
                .isEqualTo(Json.parse("{\"os\": \"b\", \"x\": 1}"));
        assertThat(definition(leg(claimed, "t (b)")).contexts().get("strategy"))
                .isEqualTo(
                        Json.parse(
                                "{\"fail-fast\": true, \"job-index\": 1, \"job-total\": 2, \"max-parallel\": 2}"));
    }

    @Test
    void outputsOfLegsComeTogetherAndAnEmptyOneOverwritesNothing() {
        RunId run = push("{matrix: {os: [a, b, c]}}");
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(leg(claimed, "t (b)"), success("{\"v\": \"1\", \"b\": \"x\"}"));
        bench.finish(leg(claimed, "t (c)"), success("{\"v\": \"\", \"c\": \"\"}"));
        assertThat(bench.states(run)).containsEntry("after", "BLOCKED");
        bench.finish(leg(claimed, "t (a)"), success("{\"v\": \"0\"}"));
        assertThat(definition(bench.begin().getFirst()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"t": {"result": "success", "outputs": {"v": "1", "b": "x", "c": ""}}}
                                """));
    }

    @Test
    void aLegThatFailsStopsTheOthers() {
        RunId run = push("{matrix: {os: [a, b, c, d]}, max-parallel: 3}");
        List<ClaimedJob> claimed = bench.claim();
        assertThat(claimed).hasSize(3);
        claimed.forEach(bench::acknowledge);
        bench.giveBack(leg(claimed, "t (c)"), Cause.RUNNER_STOPPED, "It stops");
        bench.finish(leg(claimed, "t (a)"), failure());

        assertThat(bench.states(run))
                .as("c waited in the queue, d for a place")
                .isEqualTo(
                        Map.of(
                                "t.a", "FAILURE",
                                "t.b", "RUNNING",
                                "t.c", "CANCELLED",
                                "t.d", "CANCELLED",
                                "after", "BLOCKED"));
        assertThat(bench.beat().cancelled()).containsExactly(leg(claimed, "t (b)").claim());
        assertThat(bench.text("select message from jobs where leg = 'd'"))
                .isEqualTo("Cancelled because another leg of the matrix (a) failed");

        bench.finish(leg(claimed, "t (b)"), cancelled());
        JobDefinition after = definition(bench.begin().getFirst());
        assertThat(after.contexts().get("needs"))
                .isEqualTo(Json.parse("{\"t\": {\"result\": \"failure\", \"outputs\": {}}}"));
        assertThat(bench.states(run)).containsEntry("after", "RUNNING");
    }

    @Test
    void aLegThatMayFailStopsNothing() {
        RunId run = push("{matrix: {os: [a, b], include: [{os: a, may: true}]}}");
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(leg(claimed, "t (a)"), failure());
        assertThat(bench.states(run)).containsEntry("t.b", "RUNNING");
        bench.finish(leg(claimed, "t (b)"), success());
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void withoutFailFastTheOthersGoOn() {
        RunId run = push("{matrix: {os: [a, b]}, fail-fast: false}");
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(leg(claimed, "t (a)"), failure());
        assertThat(bench.states(run)).containsEntry("t.b", "RUNNING");
        bench.finish(leg(claimed, "t (b)"), success());
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void noMoreLegsAreUnderWayThanMayBe() {
        RunId run = push("{matrix: {n: [1, 2, 3, 4, 5]}, max-parallel: 2}");
        List<String> order = new ArrayList<>();
        List<ClaimedJob> underWay = new ArrayList<>();
        while (order.size() < 5) {
            for (ClaimedJob claimed : bench.begin()) {
                underWay.add(claimed);
                order.add(definition(claimed).name());
            }
            assertThat(underWay).hasSize(2);
            bench.finish(underWay.removeLast(), success());
        }
        assertThat(bench.begin()).isEmpty();
        bench.finish(underWay.removeLast(), success());
        assertThat(order).containsExactly("t (1)", "t (2)", "t (3)", "t (4)", "t (5)");
        assertThat(bench.work(success())).containsExactly("after");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aHundredSkippedLegsEndTogether() {
        RunId run =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  t:
                                    needs: a
                                    strategy: {matrix: {x: [0,1,2,3,4,5,6,7,8,9], y: [0,1,2,3,4,5,6,7,8,9]}}
                                    runs-on: linux
                                    steps: [{run: x}]
                                """));
        bench.work(failure());
        assertThat(bench.jobs(run)).hasSize(101);
        assertThat(bench.text("select count(*) from jobs where conclusion = 'skipped'"))
                .isEqualTo("100");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }
}
