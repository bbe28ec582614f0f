package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.engine.command.CommandExecutor;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.recovery.Reaper;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a runner does for all: carries out commands, ends the claims of runners that are gone, and
/// makes the handovers that dead processes left. One thread, from construction to [#close].
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int PAUSE_MILLIS = 3000;

    private final Database database;
    private final Outage outage;
    private final Reaper reaper;
    private final CommandExecutor commands;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile boolean closed;

    /// @param executedBy name of this runner, for the audit log
    Housekeeping(Database database, Outage outage, String executedBy) {
        this.database = database;
        this.outage = outage;
        this.commands = new CommandExecutor(executedBy);
        this.reaper = new Reaper(database, System::nanoTime);
        this.thread = Thread.ofVirtual().name("housekeeping").start(this::run);
    }

    /// A command waits.
    void hurry() {
        wakeUp.ring();
    }

    /// Not by interrupt: that would break the connection of a statement under way.
    @Override
    public void close() {
        closed = true;
        wakeUp.ring();
        Threads.end(thread);
    }

    private void run() {
        try {
            while (true) {
                wakeUp.await(pause());
                if (closed) {
                    return;
                }
                lookAfterAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfterAll() {
        try {
            commands.executeWaiting(database);
            reaper.releaseLost();
            OverdueHandovers.take(database);
            outage.over();
        } catch (DatabaseException e) {
            outage.failed("look after commands, lost claims and handovers", e);
        } catch (RuntimeException e) {
            LOG.error("Commands, lost claims or handovers are left to the next look", e);
        }
    }

    /// So that many runners do not look all at once.
    private static Duration pause() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * 2 / 3, PAUSE_MILLIS * 4 / 3));
    }
}
