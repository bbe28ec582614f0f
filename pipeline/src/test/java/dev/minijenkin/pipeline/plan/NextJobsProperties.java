package dev.minijenkin.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.pipeline.plan.PlayedRun.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the graph, whatever the results, whatever order they arrive in: with matrices, limits,
/// jobs that are planned late and calls in calls.
class NextJobsProperties {
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

    @Provide
    Arbitrary<List<Node>> runs() {
        return Arbitraries.randomValue(random -> nodes(random, 1 + random.nextInt(8), 0));
    }

    /// A job may need only jobs before it.
    private static List<Node> nodes(Random random, int size, int depth) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> needs = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    needs.add("j" + j);
                }
            }
            int legs = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
            List<Result> results = new ArrayList<>();
            for (int leg = 0; leg < Math.max(1, legs); leg++) {
                results.add(any(RESULTS, random));
            }
            boolean calls = depth < 2 && random.nextInt(4) == 0;
            nodes.add(
                    new Node(
                            "j" + i,
                            needs,
                            any(CONDITIONS, random),
                            legs,
                            new Strategy(random.nextBoolean(), random.nextInt(3)),
                            random.nextInt(3) == 0,
                            results,
                            calls ? nodes(random, 1 + random.nextInt(3), depth + 1) : List.of()));
        }
        return nodes;
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Property(tries = 1000)
    void aRunAlwaysEndsAndKeepsToItsRules(@ForAll("runs") List<Node> run, @ForAll long seed) {
        assertThat(new PlayedRun(run, new Random(seed)).play()).isNotNull();
    }

    @Property(tries = 1000)
    void theOrderInWhichJobsFinishDoesNotMatter(
            @ForAll("runs") List<Node> run, @ForAll long seed, @ForAll long otherSeed) {
        PlayedRun one = new PlayedRun(run, new Random(seed));
        PlayedRun other = new PlayedRun(run, new Random(otherSeed));
        assertThat(one.play()).isEqualTo(other.play());
        assertThat(one.results()).isEqualTo(other.results());
    }
}
