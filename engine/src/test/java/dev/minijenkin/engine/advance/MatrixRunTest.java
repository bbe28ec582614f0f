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
import dev.minijenkin.db.run.Job;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.JobDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MatrixRunTest {
    @AutoClose private final EngineBench workshop = new EngineBench();

    private RunId push(String strategy) {
        return workshop.push(
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
        return JobDefinitions.decode(job.definition());
    }

    @Test
    void legsThatNoRunnerHasEndAtOnceWhenAnotherOneFails() {
        RunId run = push("{matrix: {os: [a, b]}}");
        List<ClaimedJob> claimed = workshop.claim(1);
        claimed.forEach(workshop::acknowledge);
        workshop.finish(claimed.getFirst(), failure());

        assertThat(workshop.states(run))
                .isEqualTo(Map.of("t.a", "FAILURE", "t.b", "CANCELLED", "after", "QUEUED"));
    }

    @Test
    void eachLegIsAJobOfItsOwn() {
        RunId run = push("{matrix: {os: [a, b], include: [{os: b, x: 1}]}}");
        assertThat(workshop.jobs(run))
                .extracting(Job::name)
                .containsExactly("t (a)", "t (b)", "after");
        List<ClaimedJob> claimed = workshop.begin();
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
        List<ClaimedJob> claimed = workshop.begin();
        workshop.finish(leg(claimed, "t (b)"), success("{\"v\": \"1\", \"b\": \"x\"}"));
        workshop.finish(leg(claimed, "t (c)"), success("{\"v\": \"\", \"c\": \"\"}"));
        assertThat(workshop.states(run)).containsEntry("after", "BLOCKED");
        workshop.finish(leg(claimed, "t (a)"), success("{\"v\": \"0\"}"));
        assertThat(definition(workshop.begin().getFirst()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"t": {"result": "success", "outputs": {"v": "1", "b": "x", "c": ""}}}
                                """));
    }

    @Test
    void aLegThatFailsStopsTheOthers() {
        RunId run = push("{matrix: {os: [a, b, c, d]}, max-parallel: 3}");
        List<ClaimedJob> claimed = workshop.claim();
        assertThat(claimed).hasSize(3);
        claimed.forEach(workshop::acknowledge);
        workshop.giveBack(leg(claimed, "t (c)"), Cause.RUNNER_STOPPED, "It stops");
        workshop.finish(leg(claimed, "t (a)"), failure());

        assertThat(workshop.states(run))
                .as("c waited in the queue, d for a place")
                .isEqualTo(
                        Map.of(
                                "t.a", "FAILURE",
                                "t.b", "RUNNING",
                                "t.c", "CANCELLED",
                                "t.d", "CANCELLED",
                                "after", "BLOCKED"));
        assertThat(workshop.beat().cancelled()).containsExactly(leg(claimed, "t (b)").claim());
        assertThat(workshop.text("select message from jobs where leg = 'd'"))
                .isEqualTo("Cancelled because another leg of the matrix (a) failed");

        workshop.finish(leg(claimed, "t (b)"), cancelled());
        JobDefinition after = definition(workshop.begin().getFirst());
        assertThat(after.contexts().get("needs"))
                .isEqualTo(Json.parse("{\"t\": {\"result\": \"failure\", \"outputs\": {}}}"));
        assertThat(workshop.states(run)).containsEntry("after", "RUNNING");
    }

    @Test
    void aLegThatMayFailStopsNothing() {
        RunId run = push("{matrix: {os: [a, b], include: [{os: a, may: true}]}}");
        List<ClaimedJob> claimed = workshop.begin();
        workshop.finish(leg(claimed, "t (a)"), failure());
        assertThat(workshop.states(run)).containsEntry("t.b", "RUNNING");
        workshop.finish(leg(claimed, "t (b)"), success());
        workshop.work(success());
        assertThat(workshop.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void withoutFailFastTheOthersGoOn() {
        RunId run = push("{matrix: {os: [a, b]}, fail-fast: false}");
        List<ClaimedJob> claimed = workshop.begin();
        workshop.finish(leg(claimed, "t (a)"), failure());
        assertThat(workshop.states(run)).containsEntry("t.b", "RUNNING");
        workshop.finish(leg(claimed, "t (b)"), success());
        workshop.work(success());
        assertThat(workshop.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void noMoreLegsAreUnderWayThanMayBe() {
        RunId run = push("{matrix: {n: [1, 2, 3, 4, 5]}, max-parallel: 2}");
        List<String> order = new ArrayList<>();
        List<ClaimedJob> underWay = new ArrayList<>();
        while (order.size() < 5) {
            for (ClaimedJob claimed : workshop.begin()) {
                underWay.add(claimed);
                order.add(definition(claimed).name());
            }
            assertThat(underWay).hasSize(2);
            workshop.finish(underWay.removeLast(), success());
        }
        assertThat(workshop.begin()).isEmpty();
        workshop.finish(underWay.removeLast(), success());
        assertThat(order).containsExactly("t (1)", "t (2)", "t (3)", "t (4)", "t (5)");
        assertThat(workshop.work(success())).containsExactly("after");
        assertThat(workshop.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aHundredSkippedLegsEndTogether() {
        RunId run =
                workshop.push(
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
        workshop.work(failure());
        assertThat(workshop.jobs(run)).hasSize(101);
        assertThat(workshop.text("select count(*) from jobs where conclusion = 'skipped'"))
                .isEqualTo("100");
        assertThat(workshop.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }
}
