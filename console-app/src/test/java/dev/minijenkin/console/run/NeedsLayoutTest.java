package dev.minijenkin.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsLayoutTest {
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

    private static List<List<String>> columns(NeedsNode... jobs) {
        return NeedsLayout.of(List.of(jobs)).columns().stream()
                .map(column -> column.stream().map(NeedsNode::id).toList())
                .toList();
    }

    private static NeedsNode job(String id, String... needs) {
        return new NeedsNode(
                id,
                id,
                List.of(needs),
                new StateLook(StateShape.BLOCKED, "Blocked"),
                "",
                false,
                "");
    }
}
