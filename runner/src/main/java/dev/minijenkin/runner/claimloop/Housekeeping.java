package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.engine.command.CommandExecutor;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.recovery.Reaper;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a runner does for all: carries out commands, ends the claims of runners that are gone, and
/// makes the handovers that dead processes left. On a thread of its own until [#close].
final class Housekeeping implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final Database database;
    private final Reaper reaper;
    private final CommandExecutor commands;
    private final PollLoop loop;

    /// @param executedBy name of this runner, for the audit log
    Housekeeping(Database database, Outage outage, String executedBy) {
        this.database = database;
        this.commands = new CommandExecutor(executedBy);
        this.reaper = new Reaper(database, System::nanoTime);
        this.loop =
                new PollLoop(
                                "housekeeping",
                                PERIOD,
                                this::lookAfterAll,
                                outage,
                                RandomGenerator.getDefault())
                        .start();
    }

    /// A command waits.
    void hurry() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }

    private void lookAfterAll() {
        commands.executeWaiting(database);
        reaper.releaseLost();
        OverdueHandovers.take(database);
    }
}
