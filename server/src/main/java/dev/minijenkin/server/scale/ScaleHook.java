package dev.minijenkin.server.scale;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.lock.ChoreLease;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.poll.PollLoop.Periods;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.view.scale.ScaleViews;
import dev.minijenkin.kubernetes.PodRunners;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a receiver what runners the queue needs: when it begins, when that changes, and now and
/// then though it did not. It is told the newest state alone, one call after the other: what failed
/// is not repeated, but what is true by then is told.
///
/// Of several servers that have a hook one tells it, and another takes over when that one is gone.
///
/// One thread of its own; [#wake] is for any.
public final class ScaleHook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleHook.class);

    private final Database database;
    private final ScaleSettings settings;
    private final ScaleCaller caller;
    private final Outage outage;
    private final LongSupplier nanoTime;
    private final UUID process = UUID.randomUUID();
    private final WakeUp closing = new WakeUp();
    private final PollLoop loop;
    private volatile boolean hinted;
    // Of the loop's thread.
    private ScaleMessage.@Nullable Content told;
    private long toldAt;
    private long notBefore;
    private Duration pause;
    private String lastError = "";

    /// Made, not begun.
    public ScaleHook(
            Database database,
            ScaleConfiguration configuration,
            Outage outage,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.database = database;
        this.settings = configuration.settings();
        this.caller = caller(configuration);
        this.outage = outage;
        this.nanoTime = nanoTime;
        this.pause = settings.firstPause();
        this.notBefore = nanoTime.getAsLong();
        this.loop =
                new PollLoop(
                        "scale-hook",
                        new Periods(settings.looks(), settings.firstPause()),
                        this::look,
                        outage,
                        random);
    }

    private static ScaleCaller caller(ScaleConfiguration configuration) {
        Duration answer = configuration.settings().answer();
        return switch (configuration.receiver()) {
            case ScaleReceiver.Program program -> new ProgramCaller(program.file(), answer);
            case ScaleReceiver.Address address ->
                    new AddressCaller(address, answer, Clock.systemUTC());
            case ScaleReceiver.Pods(String namespace, Path templates) ->
                    new PodCaller(PodRunners.of(namespace, templates, answer));
        };
    }

    public ScaleHook start() {
        loop.start();
        return this;
    }

    /// The queue may have changed; returns at once.
    public void wake() {
        hinted = true;
        loop.wake();
    }

    @Override
    public void close() {
        closing.ring();
        loop.close();
        caller.close();
        try {
            database.runInTransaction(tx -> ChoreLease.giveUp(tx, ChoreLock.SCALE_HOOK, process));
        } catch (DatabaseException e) {
            LOG.debug("Another server tells the scale hook later: {}", e.getMessage());
        }
    }

    /// @return false where it is to look again soon
    private boolean look() {
        try {
            if (hinted) {
                // What changes together is told together.
                if (closing.await(settings.calm())) {
                    return true;
                }
                hinted = false;
            }
            if (!holds()) {
                told = null;
                return true;
            }
            return nanoTime.getAsLong() - notBefore >= 0 && tell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean holds() {
        return database.transaction(
                tx -> ChoreLease.hold(tx, ChoreLock.SCALE_HOOK, process, settings.lease()));
    }

    private boolean tell() throws InterruptedException {
        ScaleMessage message =
                ScaleMessage.of(UUID.randomUUID(), database.statement(ScaleViews::now));
        outage.over();
        ScaleMessage.Content now = message.content();
        long begun = nanoTime.getAsLong();
        if (now.equals(told) && begun - toldAt < again(message).toNanos()) {
            return true;
        }
        Optional<String> error = caller.call(message);
        if (error.isPresent()) {
            failed(error.get());
            return false;
        }
        succeeded();
        told = now;
        toldAt = begun;
        return true;
    }

    /// What was started for it may come late, or never.
    private Duration again(ScaleMessage message) {
        return message.needed() > 0 ? settings.missing() : settings.again();
    }

    private void succeeded() {
        if (!lastError.isEmpty()) {
            LOG.info("The scale hook is told again what the queue needs");
        }
        lastError = "";
        pause = settings.firstPause();
    }

    private void failed(String error) {
        if (!error.equals(lastError)) {
            LOG.warn("The scale hook could not be told what the queue needs: {}", error);
        }
        lastError = error;
        notBefore = nanoTime.getAsLong() + pause.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.longestPause()) < 0 ? doubled : settings.longestPause();
    }
}
