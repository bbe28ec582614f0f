package dev.minijenkin.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.reader.WorkflowOutline;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanLayoutTest {
    @Test
    void eachJobStandsRightOfAllThatItNeeds() {
        assertThat(
                        columns(
                                job("deploy", "test", "lint"),
                                job("test", "build"),
                                job("lint"),
                                job("build")))
                .containsExactly(List.of("lint", "build"), List.of("test"), List.of("deploy"));
    }

    @Test
    void unknownNeedsAndCirclesCountAsNone() {
        assertThat(columns(job("a", "nobody"), job("b", "b"))).containsExactly(List.of("a", "b"));
        assertThat(
                        columns(job("a", "b"), job("b", "a"), job("c", "a")).stream()
                                .flatMap(List::stream))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    private static List<List<String>> columns(WorkflowOutline.Job... jobs) {
        return PlanLayout.of(List.of(jobs)).columns().stream()
                .map(column -> column.stream().map(WorkflowOutline.Job::id).toList())
                .toList();
    }

    private static WorkflowOutline.Job job(String id, String... needs) {
        return new WorkflowOutline.Job(id, "", List.of(needs), "", 1, 1);
    }
}
