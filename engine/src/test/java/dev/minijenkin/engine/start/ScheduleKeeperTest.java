package dev.minijenkin.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.WorkflowSource;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Due schedules: each is asked for once, and none keeps another waiting.
class ScheduleKeeperTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void manyServersAskForOneOnce() throws Exception {
        remember("0 4 * * *");
        due();
        int started = 0;
        try (ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all =
                    Collections.nCopies(8, () -> ScheduleKeeper.startDue(bench.database()));
            for (Future<Integer> each : servers.invokeAll(all)) {
                started += each.get();
            }
        }

        assertThat(started).isEqualTo(1);
        assertThat(deliveries()).isEqualTo("1");
        assertThat(ScheduleKeeper.startDue(bench.database())).isZero();
    }

    @Test
    void whatWasMissedIsMadeUpForOnce() {
        remember("*/5 * * * *");
        bench.execute("update schedules set next_at = now() - interval '3 days'");

        assertThat(ScheduleKeeper.startDue(bench.database())).isEqualTo(1);
        assertThat(ScheduleKeeper.startDue(bench.database())).isZero();
        assertThat(deliveries()).isEqualTo("1");
        assertThat(bench.text("select next_at > now() from schedules")).isEqualTo("t");
    }

    @Test
    void aListOfManyMinutesIsARhythmLikeAnother() {
        String minutes =
                IntStream.range(0, 60).mapToObj(Integer::toString).collect(Collectors.joining(","));
        remember(minutes + " 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23 * * *");
        due();

        assertThat(ScheduleKeeper.startDue(bench.database())).isEqualTo(1);
        due();
        ScheduleKeeper.startDue(bench.database());
        assertThat(deliveries()).as("another moment is another delivery").isEqualTo("2");
    }

    @Test
    void aZoneThatIsNoMoreKeepsNoOtherScheduleWaiting() {
        remember("0 4 * * *");
        bench.execute(
                "insert into schedules (pipeline_id, cron, time_zone, next_at)"
                        + " select pipeline_id, cron, 'Mars/Olympus', now() - interval '1 h' from schedules");
        bench.execute("update schedules set next_at = now() - interval '1 h'");

        assertThat(ScheduleKeeper.startDue(bench.database())).isEqualTo(2);
        assertThat(bench.text("select string_agg(time_zone, ' ') from schedules")).isEqualTo("Z");
    }

    private void remember(String cron) {
        String text =
                "on: {schedule: [{cron: '%s'}]}\njobs: {a: {runs-on: linux, steps: [{run: x}]}}\n"
                        .formatted(cron);
        bench.in(tx -> {
            DefaultBranch.remember(
                    tx,
                    bench.repository(),
                    "a".repeat(40),
                    List.of(
                            new WorkflowSource(
                                    EngineBench.PATH, text.getBytes(StandardCharsets.UTF_8))));
            return true;
        });
    }

    private void due() {
        bench.execute(
                "update schedules set next_at = next_at - interval '8 days' * (1 + random())");
    }

    private String deliveries() {
        return bench.text("select count(*) from hook_deliveries where source = 'schedule'");
    }
}
