package dev.minijenkin.server.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.view.scale.FreeSlots;
import dev.minijenkin.db.view.scale.LabelDemand;
import dev.minijenkin.db.view.scale.QueueDemand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortfallTest {
    @Test
    void withoutRunnersAllOfItIsMissing() {
        assertThat(of(List.of(wants(3, "linux")), List.of())).containsExactly(3);
    }

    @Test
    void whatIsFreeIsTakenOnce() {
        assertThat(
                        of(
                                List.of(wants(2, "gpu", "linux"), wants(2, "linux")),
                                List.of(free(3, "gpu", "linux", "x64"))))
                .containsExactly(0, 1);
    }

    /// Those that only a few runners take get these, whoever comes first.
    @Test
    void aSetThatFindsOthersLeavesWhatItHas() {
        assertThat(
                        of(
                                List.of(wants(1, "linux"), wants(1, "gpu", "linux")),
                                List.of(free(1, "gpu", "linux"), free(1, "linux"))))
                .containsExactly(0, 0);
    }

    @Test
    void whatALimitKeepsIsNotMissing() {
        LabelDemand demand = new LabelDemand(List.of("linux"), 5, 4, 1, Instant.EPOCH);
        assertThat(of(List.of(demand), List.of())).containsExactly(1);
    }

    /// Against all ways of giving slots out, one by one.
    @Test
    void noWayOfGivingSlotsOutLeavesLess() {
        Random random = new Random(7);
        List<String> labels = List.of("a", "b", "c");
        for (int round = 0; round < 300; round++) {
            List<LabelDemand> demand = new ArrayList<>();
            List<FreeSlots> free = new ArrayList<>();
            for (int each = 0; each < 3; each++) {
                demand.add(wants(random.nextInt(3), some(labels, random)));
                free.add(free(random.nextInt(3), some(labels, random)));
            }
            assertThat(Arrays.stream(of(demand, free)).sum())
                    .as("%s of %s", demand, free)
                    .isEqualTo(least(demand, free));
        }
    }

    private static long least(List<LabelDemand> demand, List<FreeSlots> free) {
        List<List<String>> jobs = new ArrayList<>();
        demand.forEach(each -> {
            for (int job = 0; job < each.waiting(); job++) {
                jobs.add(each.labels());
            }
        });
        List<List<String>> slots = new ArrayList<>();
        free.forEach(each -> {
            for (int slot = 0; slot < each.count(); slot++) {
                slots.add(each.labels());
            }
        });
        return jobs.size() - most(jobs, 0, slots, new boolean[slots.size()]);
    }

    private static long most(
            List<List<String>> jobs, int job, List<List<String>> slots, boolean[] used) {
        if (job == jobs.size()) {
            return 0;
        }
        long best = most(jobs, job + 1, slots, used);
        for (int slot = 0; slot < used.length; slot++) {
            if (!used[slot] && slots.get(slot).containsAll(jobs.get(job))) {
                used[slot] = true;
                best = Math.max(best, 1 + most(jobs, job + 1, slots, used));
                used[slot] = false;
            }
        }
        return best;
    }

    private static String[] some(List<String> labels, Random random) {
        return labels.stream().filter(_ -> random.nextBoolean()).toArray(String[]::new);
    }

    private static long[] of(List<LabelDemand> demand, List<FreeSlots> free) {
        return Shortfall.of(new QueueDemand(Instant.EPOCH, demand, free, List.of()));
    }

    private static LabelDemand wants(long jobs, String... labels) {
        return new LabelDemand(List.of(labels), jobs, 0, 0, null);
    }

    private static FreeSlots free(long slots, String... labels) {
        return new FreeSlots(List.of(labels), slots);
    }
}
