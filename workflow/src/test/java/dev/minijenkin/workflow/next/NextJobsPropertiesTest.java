package dev.minijenkin.workflow.next;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.next.PlayedRun.Node;
import dev.minijenkin.workflow.plan.leg.Strategy;
import dev.minijenkin.workflow.property.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever the graph, whatever the results, whatever order they arrive in: with matrices, limits,
/// jobs that are planned late and calls in calls.
@ExtendWith(InstancioExtension.class)
class NextJobsPropertiesTest {
    private static final List<String> CONDITIONS =
            List.of(
                    "",
                    "",
                    "",
                    "always()",
                    "failure()",
                    "success()",
                    "cancelled()",
                    "false",
                    "!cancelled()");
    private static final List<Result> RESULTS =
            List.of(
                    Result.SUCCESS,
                    Result.SUCCESS,
                    Result.SUCCESS,
                    Result.FAILURE,
                    Result.CANCELLED,
                    Result.TIMED_OUT);

    /// @param seed of the order in which its jobs finish
    private record Played(List<Node> run, long seed, long otherSeed) {
        PlayedRun one() {
            return new PlayedRun(run, new Random(seed));
        }

        PlayedRun other() {
            return new PlayedRun(run, new Random(otherSeed));
        }
    }

    @Test
    void aRunAlwaysEndsAndKeepsToItsRules(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                1000,
                NextJobsPropertiesTest::played,
                played -> assertThat(played.one().play()).isNotNull());
    }

    @Test
    void theOrderInWhichJobsFinishDoesNotMatter(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                1000,
                NextJobsPropertiesTest::played,
                played -> {
                    PlayedRun one = played.one();
                    PlayedRun other = played.other();
                    assertThat(one.play()).isEqualTo(other.play());
                    assertThat(one.results()).isEqualTo(other.results());
                });
    }

    private static Played played(Samples samples) {
        return new Played(
                nodes(samples, samples.number(1, 8), 0), samples.number(), samples.number());
    }

    /// A job may need only jobs before it.
    private static List<Node> nodes(Samples samples, int size, int depth) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> needs = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (samples.onceIn(3)) {
                    needs.add("j" + j);
                }
            }
            int legs = samples.onceIn(3) ? samples.number(1, 4) : 0;
            int results = Math.max(1, legs);
            nodes.add(
                    new Node(
                            "j" + i,
                            needs,
                            samples.any(CONDITIONS),
                            legs,
                            new Strategy(samples.either(), samples.number(0, 2)),
                            samples.onceIn(3),
                            samples.list(results, results, () -> samples.any(RESULTS)),
                            depth < 2 && samples.onceIn(4)
                                    ? nodes(samples, samples.number(1, 3), depth + 1)
                                    : List.of()));
        }
        return nodes;
    }
}
