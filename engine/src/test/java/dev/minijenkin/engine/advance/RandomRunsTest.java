package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.engine.start.CalledFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whatever stands in the files and whatever happens, each run ends and nothing is held after it:
/// several runs at a time, of which jobs end, fail, are cancelled, lose their runner and are
/// repeated.
class RandomRunsTest {
    private static final int ROUNDS = Integer.getInteger("random.rounds", 12);
    private static final Map<String, String> FILES =
            Map.of(
                    "./plain.yml",
                    """
                    on: workflow_call
                    jobs:
                      x: {runs-on: linux, steps: [{run: x}]}
                      y: {needs: x, if: always(), runs-on: linux, concurrency: h, steps: [{run: x}]}
                    """,
                    "./guarded.yml",
                    """
                    on: workflow_call
                    concurrency: {group: h, cancel-in-progress: true}
                    jobs:
                      x: {strategy: {matrix: {v: [1, 2]}}, runs-on: linux, steps: [{run: x}]}
                      y: {needs: x, uses: ./plain.yml}
                    """);

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void everyRunEndsAndLeavesNothingBehind() {
        long seed = new Random().nextLong();
        for (int round = 0; round < ROUNDS; round++) {
            new Round(new Random(seed + round), "seed " + seed + " + " + round).play();
        }
    }

    private final class Round {
        private final Random random;
        private final String seed;
        private final List<RunId> runs = new ArrayList<>();
        private final List<ClaimedJob> running = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private int disturbances = 6;

        Round(Random random, String seed) {
            this.random = random;
            this.seed = seed;
        }

        void play() {
            for (int i = 0; i < 3; i++) {
                push();
                step();
            }
            while (step()) {}

            assertThat(runs)
                    .as(this::toString)
                    .allMatch(run -> bench.run(run).state() == RunState.FINISHED);
            for (String table :
                    List.of(
                            "concurrency_groups",
                            "queue",
                            "claims where released_at is null",
                            "deployment_locks where deployment_id is not null",
                            "deployments where state in ('waiting', 'active')")) {
                assertThat(bench.text("select count(*) from " + table))
                        .as("%s after %s", table, this)
                        .isEqualTo("0");
            }
            bench.in(tx -> {
                RollUps.add(tx);
                SavedSearchMatching.ask(tx);
                return SearchIndex.add(tx);
            });
            assertThat(bench.<Boolean>in(Stats::anythingIsUnderWay))
                    .as("under way after %s", this)
                    .isFalse();
        }

        private void push() {
            String text = workflow();
            files.add(text);
            runs.add(
                    bench.start(
                            bench.push("refs/heads/main"),
                            file(text),
                            target ->
                                    new CalledFiles.Answer.Found(
                                            FILES.getOrDefault(target.toString(), "")
                                                    .getBytes(StandardCharsets.UTF_8))));
        }

        /// Something happens; false where nothing can.
        private boolean step() {
            if (disturbances > 0 && random.nextInt(6) == 0) {
                disturbances--;
                disturb();
                return true;
            }
            if (running.isEmpty() || random.nextInt(3) == 0) {
                List<ClaimedJob> taken = bench.claim(1 + random.nextInt(2));
                taken.forEach(bench::acknowledge);
                running.addAll(taken);
            }
            if (running.isEmpty()) {
                return false;
            }
            ClaimedJob job = running.remove(random.nextInt(running.size()));
            bench.finish(
                    job,
                    switch (random.nextInt(5)) {
                        case 0 -> EngineBench.failure();
                        case 1 -> EngineBench.cancelled();
                        default -> EngineBench.success();
                    });
            return true;
        }

        private void disturb() {
            RunId run = any(runs);
            switch (random.nextInt(4)) {
                case 0 -> bench.ask("cancel", run);
                case 1 -> bench.ask("rerun_failed", run);
                case 2 -> bench.ask("rerun", run);
                default -> {
                    bench.loseRunner();
                    bench.passTheGrace();
                    running.clear();
                }
            }
        }

        private String workflow() {
            StringBuilder text = new StringBuilder("on: push\n");
            if (random.nextInt(4) == 0) {
                text.append("concurrency: ").append(group()).append('\n');
            }
            text.append("jobs:\n");
            int size = 1 + random.nextInt(5);
            for (int i = 0; i < size; i++) {
                text.append("  j").append(i).append(": {").append(job(i)).append("}\n");
            }
            return text.toString();
        }

        private String job(int number) {
            List<String> parts = new ArrayList<>();
            List<String> needs = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                if (random.nextInt(3) == 0) {
                    needs.add("j" + i);
                }
            }
            if (!needs.isEmpty()) {
                parts.add("needs: " + needs);
            }
            if (random.nextInt(3) == 0) {
                parts.add(
                        "if: "
                                + any(
                                        List.of(
                                                "always()",
                                                "failure()",
                                                "cancelled()",
                                                "'!cancelled()'")));
            }
            if (random.nextInt(3) == 0) {
                parts.add("concurrency: " + group());
            }
            if (random.nextInt(3) == 0) {
                parts.add(
                        "strategy: {fail-fast: %s, max-parallel: %d, matrix: {v: [1, 2, 3]}}"
                                .formatted(random.nextBoolean(), 1 + random.nextInt(3)));
            }
            if (random.nextInt(4) == 0) {
                parts.add("uses: " + any(List.of("./plain.yml", "./guarded.yml")));
            } else {
                if (random.nextInt(4) == 0) {
                    parts.add("environment: " + any(List.of("test", "live")));
                }
                parts.add("runs-on: linux, steps: [{run: x}]");
            }
            return String.join(", ", parts);
        }

        private String group() {
            return "{group: %s, %s}"
                    .formatted(
                            any(List.of("g", "h", "i")),
                            any(
                                    List.of(
                                            "queue: single",
                                            "queue: max",
                                            "cancel-in-progress: true")));
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(seed);
            for (int i = 0; i < runs.size(); i++) {
                text.append("\n\n").append(files.get(i)).append(bench.states(runs.get(i)));
            }
            return text.append(
                            bench.text(
                                    "select coalesce(string_agg(g::text, ' '), '') from concurrency_groups g"))
                    .toString();
        }
    }
}
