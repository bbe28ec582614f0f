package dev.minijenkin.stress.log;

import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.stress.scenario.StressException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// What the steps of several runners print: bursts with a pause after each, and, once all of them
/// are through and [#goOn] says so, the rest at once.
///
/// @param bursts how many, of so many lines
/// @param rest lines that each prints at last
record BurstsThenAll(
        CountDownLatch through,
        CountDownLatch going,
        int bursts,
        int burst,
        Duration pause,
        int rest) {

    BurstsThenAll(int steps, int bursts, int burst, Duration pause, int rest) {
        this(new CountDownLatch(steps), new CountDownLatch(1), bursts, burst, pause, rest);
    }

    /// Of one step, on a thread of its own.
    void print(OutputSink output) {
        StampedLog log = new StampedLog(output);
        try {
            for (int done = 0; done < bursts; done++) {
                log.print(burst);
                Thread.sleep(pause);
            }
            through.countDown();
            going.await();
            log.print(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
    }

    void awaitBursts() throws InterruptedException {
        through.await();
    }

    void goOn() {
        going.countDown();
    }
}
