package dev.minijenkin.workflow.plan.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChosenLegsTest {
    private static final Workflow WORKFLOW =
            read(
                    """
                    on: push
                    jobs:
                      build:
                        runs-on: linux
                        snapshot: alpine
                        strategy:
                          matrix:
                            os: [linux, Mac]
                            v: [1, 2, 3]
                        steps: [{run: x}]
                      plain:
                        runs-on: linux
                        needs: BUILD
                        steps: [{run: x}]
                      other:
                        runs-on: linux
                        strategy: {matrix: {os: [windows]}}
                        snapshot: image
                        steps: [{run: x}]
                    """);

    @Test
    void leavesOutLegsThatHaveAnotherValue() {
        assertThat(names(Map.of("os", List.of("mac"), "V", List.of("1", "3"), "no", List.of("x"))))
                .containsExactly("build (Mac, 1)", "build (Mac, 3)", "plain", "other");
        assertThat(names(Map.of())).hasSize(8);
    }

    @Test
    void aJobWithoutAWantedLegIsSkipped() {
        List<PlannedJob> jobs = plan(Map.of("os", List.of("linux")));

        assertThat(jobs.getLast().key()).isEqualTo("other");
        assertThat(jobs.getLast().definition().condition()).isEqualTo("false");
        assertThat(jobs.getLast().kind()).isEqualTo(JobKind.DEFERRED);
    }

    @Test
    void travelsWithTheContextsOfAJobAndIntoCalledFiles() {
        PlannedJob job = plan(Map.of("os", List.of("mac"))).getFirst();
        Map<String, Value> stored =
                JobDefinitions.decode(JobDefinitions.encode(job.definition())).contexts();
        Map<String, Value> called = ChosenLegs.passedOn(stored, Map.of());

        assertThat(ChosenLegs.want(leg("mac"), called)).isTrue();
        assertThat(ChosenLegs.want(leg("linux"), called)).isFalse();
        assertThat(ChosenLegs.want(NullValue.NULL, called)).isTrue();
        assertThat(ChosenLegs.passedOn(Map.of(), Map.of())).isEmpty();
    }

    @Test
    void aJobComesWithThoseThatItNeedsAndTheirRefusals() {
        Workflow part = WORKFLOW.only("PLAIN").orElseThrow();

        assertThat(part.jobs())
                .extracting(job -> job.id().value())
                .containsExactly("build", "plain");
        assertThat(WORKFLOW.refusals()).hasSize(2);
        assertThat(part.refusals()).singleElement().asString().contains("`snapshot`");
        assertThat(WORKFLOW.only("other").orElseThrow().refusals())
                .singleElement()
                .asString()
                .contains("`snapshot`");
        assertThat(WORKFLOW.only("none")).isEmpty();
    }

    private static List<String> names(Map<String, List<String>> chosen) {
        return plan(chosen).stream().map(PlannedJob::name).toList();
    }

    private static List<PlannedJob> plan(Map<String, List<String>> chosen) {
        Map<String, Value> contexts =
                new ChosenLegs(chosen)
                        .with(
                                Map.of(
                                        "github", ObjectValue.EMPTY,
                                        "inputs", ObjectValue.EMPTY,
                                        "vars", ObjectValue.EMPTY));
        return ((PlanResult.Planned) RunPlanner.plan("ci.yml", WORKFLOW, contexts)).jobs();
    }

    private static Value leg(String os) {
        return ObjectValue.ofTexts(Map.of("os", os));
    }

    private static Workflow read(String text) {
        return ((ReadResult.Valid) WorkflowReader.read("ci.yml", text)).workflow();
    }
}
