package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.engine.advance.EngineBench;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ActivityTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final Activity activity = new Activity(clock::get);
    private final ChoreWork work =
            activity.during(ChoreWork.of((Database _) -> looks.incrementAndGet()));

    @Test
    void choresRestWhereNothingIsUnderWayAndBeginAgainWithTheFirstRun() {
        assertThat(looksAfter(Duration.ZERO)).as("a process that starts looks").isOne();
        assertThat(looksAfter(Activity.GOES_ON.minusSeconds(1))).isOne();
        assertThat(looksAfter(Duration.ofSeconds(1))).as("nothing for a minute").isZero();
        assertThat(looksAfter(Duration.ofHours(1))).isZero();

        RunId run = bench.push(file("on: push\njobs: {a: {%s}}\n".formatted(REST)));
        assertThat(looksAfter(Activity.ASKED_AFTER)).isOne();
        assertThat(looksAfter(Duration.ofHours(1))).as("as long as it is open").isOne();

        bench.command("cancel", run);
        assertThat(bench.run(run).state().toString()).isEqualTo("FINISHED");
        bench.execute("delete from ended_runs");
        bench.execute("delete from ended_jobs");
        assertThat(looksAfter(Activity.GOES_ON.minusSeconds(1))).as("and a minute more").isOne();
        assertThat(looksAfter(Duration.ofSeconds(1))).isZero();
    }

    @Test
    void itIsAskedOnceForAllChores() {
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(looksAfter(Duration.ZERO)).isZero();
        bench.push(file("on: push\njobs: {a: {%s}}\n".formatted(REST)));
        assertThat(looksAfter(Activity.ASKED_AFTER.minusMillis(1)))
                .as("what it was told a moment ago still holds")
                .isZero();
        assertThat(looksAfter(Duration.ofMillis(1))).isOne();
    }

    private int looksAfter(Duration time) {
        clock.addAndGet(time.toNanos());
        int before = looks.get();
        assertThat(work.perform(bench.runners())).isTrue();
        return looks.get() - before;
    }
}
