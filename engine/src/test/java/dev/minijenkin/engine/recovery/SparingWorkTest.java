package dev.minijenkin.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SparingWorkTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void restsTwentyTimesAsLongAsItWorked() {
        SparingWork work =
                new SparingWork(
                        _ -> {
                            nanos.addAndGet(100);
                            return looks.incrementAndGet() > 1;
                        },
                        nanos::get);

        assertThat(work.perform(database)).as("what the work says").isFalse();
        nanos.addAndGet(100 * SparingWork.TIMES - 1);
        assertThat(work.perform(database)).as("it rests").isTrue();
        assertThat(looks).hasValue(1);
        nanos.addAndGet(1);
        assertThat(work.perform(database)).isTrue();
        assertThat(looks).hasValue(2);
    }
}
