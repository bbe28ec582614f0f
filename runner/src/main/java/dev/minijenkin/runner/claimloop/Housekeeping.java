package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.pipeline.progress.Reaper;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// What a runner does for all: ends the claims of runners that are gone. One thread, from
/// construction to [#close].
final class Housekeeping implements AutoCloseable {
    private static final int PAUSE_MILLIS = 3000;

    private final Outage outage;
    private final Reaper reaper;
    private final Bell bell = new Bell();
    private final Thread thread;

    Housekeeping(Database database, Outage outage) {
        this.outage = outage;
        this.reaper = new Reaper(database, System::nanoTime);
        this.thread = Thread.ofVirtual().name("housekeeping").start(this::run);
    }

    /// Something was announced.
    void hurry() {
        bell.ring();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                bell.await(pause());
                lookAfterAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfterAll() {
        try {
            reaper.releaseLost();
            outage.over();
        } catch (DatabaseException e) {
            outage.failed("look after lost claims", e);
        }
    }

    /// So that many runners do not look all at once.
    private static Duration pause() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * 2 / 3, PAUSE_MILLIS * 4 / 3));
    }
}
