package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PollLoopTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Outage outage = new Outage("the test goes on");
    private final BlockingQueue<Integer> done = new ArrayBlockingQueue<>(100);
    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void worksAtOnceAndThenWheneverItIsWoken() throws InterruptedException {
        try (PollLoop loop = loop(NEVER, this::work).start()) {
            assertThat(next()).isEqualTo(1);
            loop.wake();
            assertThat(next()).isEqualTo(2);
        }
    }

    @Test
    void worksAgainWhenItsPollIsDue() throws InterruptedException {
        try (PollLoop _ = loop(Duration.ofMillis(1), this::work).start()) {
            assertThat(next()).isEqualTo(1);
            assertThat(next()).isEqualTo(2);
            assertThat(next()).isEqualTo(3);
        }
    }

    @Test
    void whatFailedOrCameToNothingIsTriedAgainSoon() throws InterruptedException {
        BooleanSupplier atTheFourthTime =
                () -> {
                    work();
                    if (turns.get() == 2) {
                        throw new IllegalStateException("not now");
                    }
                    return turns.get() == 4;
                };
        try (PollLoop _ =
                new PollLoop(
                                "loop",
                                new PollLoop.Periods(NEVER, Duration.ofMillis(1)),
                                atTheFourthTime,
                                outage,
                                new Random(1))
                        .start()) {
            for (int i = 1; i <= 4; i++) {
                assertThat(next()).isEqualTo(i);
            }
        }
        assertThat(done).as("then it is done").isEmpty();
    }

    @Test
    void eachPauseGoesByThePeriodOfItsTime() throws InterruptedException {
        AtomicReference<Duration> period = new AtomicReference<>(NEVER);
        try (PollLoop loop =
                new PollLoop(
                                "loop",
                                () -> PollLoop.Periods.every(period.get()),
                                this::work,
                                outage,
                                new Random(1))
                        .start()) {
            assertThat(next()).isEqualTo(1);
            assertThat(done.poll(1, TimeUnit.SECONDS)).as("it pauses").isNull();
            period.set(Duration.ofMillis(1));
            loop.wake();
            for (int i = 2; i <= 5; i++) {
                assertThat(next()).isEqualTo(i);
            }
        }
    }

    @Test
    void theMoreShareItTheLessItLooks() throws InterruptedException {
        AtomicInteger sharers = new AtomicInteger(Integer.MAX_VALUE);
        try (PollLoop loop =
                loop(Duration.ofMillis(1), this::work).sharedBy(sharers::get).start()) {
            assertThat(next()).isEqualTo(1);
            assertThat(done.poll(2, TimeUnit.SECONDS)).as("others look").isNull();
            loop.wake();
            assertThat(next()).as("hints come as soon as ever").isEqualTo(2);
        }
    }

    @Test
    void aPauseThatHasBegunEndsWhereTheOthersHaveLeft() throws InterruptedException {
        AtomicInteger sharers = new AtomicInteger(Integer.MAX_VALUE);
        try (PollLoop _ = loop(Duration.ofMillis(1), this::work).sharedBy(sharers::get).start()) {
            assertThat(next()).isEqualTo(1);
            sharers.set(1);
            assertThat(next()).isEqualTo(2);
            assertThat(next()).isEqualTo(3);
        }
    }

    @Test
    void aFewLookAsOftenAsOneAlone() throws InterruptedException {
        try (PollLoop _ =
                loop(Duration.ofMillis(1), this::work)
                        .sharedBy(() -> PollLoop.SHARERS_AT_FULL_PACE)
                        .start()) {
            for (int i = 1; i <= 20; i++) {
                assertThat(next()).isEqualTo(i);
            }
        }
    }

    @Test
    void aWakeUpThatComesWhileItWorksCounts() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        Runnable slow =
                () -> {
                    working.countDown();
                    awaitUninterrupted(woken);
                    work();
                };
        try (PollLoop loop = loop(NEVER, slow).start()) {
            working.await();
            loop.wake();
            loop.wake();
            woken.countDown();
            assertThat(next()).isEqualTo(1);
            assertThat(next()).isEqualTo(2);
        }
        assertThat(done).isEmpty();
    }

    @Test
    void outlivesADatabaseThatIsAwayAndWhateverIsThrown() throws InterruptedException {
        Runnable failing =
                () -> {
                    work();
                    switch (turns.get()) {
                        case 1 ->
                                throw new DatabaseUnavailableException("away", new SQLException());
                        case 2 -> throw new IllegalStateException("nobody thought of this");
                        case 3 -> throw new NoClassDefFoundError("nor of this");
                        default -> {}
                    }
                };
        try (PollLoop _ = loop(Duration.ofMillis(1), failing).start()) {
            assertThat(next()).isEqualTo(1);
            assertThat(next()).isEqualTo(2);
            assertThat(next()).isEqualTo(3);
            assertThat(next()).isEqualTo(4);
        }
    }

    /// A loop that had to begin anew each time would pause for a second each time: a runner's
    /// heartbeats would come too late for its lease.
    @Test
    void whatIsThrownCostsNoMoreThanThePeriod() throws InterruptedException {
        Runnable failing =
                () -> {
                    work();
                    throw new IllegalStateException("nobody thought of this");
                };
        long begun = System.nanoTime();
        try (PollLoop _ = loop(Duration.ofMillis(1), failing).start()) {
            for (int i = 1; i <= 40; i++) {
                assertThat(next()).isEqualTo(i);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void worksNoMoreOnceItIsClosed() throws InterruptedException {
        PollLoop loop = loop(Duration.ofMillis(1), this::work).start();
        next();
        loop.close();
        int last = turns.get();
        loop.wake();
        assertThat(turns).hasValue(last);
    }

    private PollLoop loop(Duration period, Runnable work) {
        return new PollLoop("loop-of-a-test", period, work, outage, new Random(1));
    }

    private void work() {
        done.offer(turns.incrementAndGet());
    }

    private int next() throws InterruptedException {
        Integer turn = done.poll(10, TimeUnit.SECONDS);
        assertThat(turn).as("the loop worked").isNotNull();
        return turn;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
