package dev.minijenkin.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.pipeline.plan.RunJob.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the graph, whatever the results, whatever order they arrive in.
class PlannerProperties {
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

    /// A run to carry out: job `i` may need only jobs before it.
    record Graph(List<List<String>> needs, List<Result> results, List<String> conditions) {}

    @Provide
    Arbitrary<Graph> graphs() {
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(size ->
                        Combinators.combine(
                                        Arbitraries.randomValue(random -> needs(size, random)),
                                        Arbitraries.of(
                                                        Result.SUCCESS,
                                                        Result.SUCCESS,
                                                        Result.FAILURE,
                                                        Result.CANCELLED,
                                                        Result.TIMED_OUT)
                                                .list()
                                                .ofSize(size),
                                        Arbitraries.of(CONDITIONS).list().ofSize(size))
                                .as(Graph::new));
    }

    private static List<List<String>> needs(int size, Random random) {
        List<List<String>> needs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> below = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    below.add("j" + j);
                }
            }
            needs.add(below);
        }
        return needs;
    }

    @Property(tries = 500)
    void aRunAlwaysEndsAndNeverStartsAJobBeforeItsNeeds(
            @ForAll("graphs") Graph graph, @ForAll long seed) {
        assertThat(carryOut(graph, new Random(seed)).end()).isNotNull();
    }

    @Property(tries = 500)
    void theOrderInWhichJobsFinishDoesNotMatter(
            @ForAll("graphs") Graph graph, @ForAll long seed, @ForAll long otherSeed) {
        assertThat(carryOut(graph, new Random(seed)))
                .isEqualTo(carryOut(graph, new Random(otherSeed)));
    }

    private record Outcome(Result end, Map<Long, Result> results) {}

    /// Plays a run: open jobs finish in random order, and jobs are handed over in random order.
    private static Outcome carryOut(Graph graph, Random random) {
        Map<Long, Stage> stages = new HashMap<>();
        for (long i = 0; i < graph.needs().size(); i++) {
            stages.put(i, new Stage.Blocked());
        }
        JobConditions conditions =
                (job, ancestors) ->
                        JobIf.decide(
                                graph.conditions().get((int) job.id()), Map.of(), ancestors, false);
        while (true) {
            List<RunJob> jobs = jobs(graph, stages);
            Collections.shuffle(jobs, random);
            Decisions decisions = Planner.next(jobs, conditions);
            for (long id : decisions.starting()) {
                assertThat(graph.needs().get((int) id))
                        .allSatisfy(need ->
                                assertThat(
                                                decisions.skipped().containsKey(id(need))
                                                        || stages.get(id(need))
                                                                instanceof Stage.Finished)
                                        .isTrue());
                stages.put(id, new Stage.Open());
            }
            decisions
                    .skipped()
                    .keySet()
                    .forEach(id -> stages.put(id, new Stage.Finished(Result.SKIPPED)));
            List<Long> open =
                    new ArrayList<>(
                            stages.keySet().stream()
                                    .filter(id -> stages.get(id) instanceof Stage.Open)
                                    .sorted()
                                    .toList());
            if (decisions.end().isPresent()) {
                assertThat(open).isEmpty();
                Map<Long, Result> results = new HashMap<>();
                stages.forEach((id, stage) -> results.put(id, ((Stage.Finished) stage).result()));
                return new Outcome(decisions.end().get(), results);
            }
            assertThat(open).as("something goes on, or the run has ended").isNotEmpty();
            long next = open.get(random.nextInt(open.size()));
            stages.put(next, new Stage.Finished(graph.results().get((int) next)));
        }
    }

    private static List<RunJob> jobs(Graph graph, Map<Long, Stage> stages) {
        List<RunJob> jobs = new ArrayList<>();
        stages.forEach((id, stage) ->
                jobs.add(new RunJob(id, "j" + id, graph.needs().get(id.intValue()), stage)));
        return jobs;
    }

    private static long id(String key) {
        return Long.parseLong(key.substring(1));
    }
}
