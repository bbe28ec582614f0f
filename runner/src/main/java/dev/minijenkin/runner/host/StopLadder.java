package dev.minijenkin.runner.host;

import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the end of a process, wherever it runs, and ends it where that is wanted: SIGINT, then
/// SIGTERM, then SIGKILL. For one thread.
///
/// @param exit its exit code, once it has ended
/// @param process that is asked, with all that it started
public record StopLadder(
        CompletableFuture<Integer> exit, FarProcess process, StopTimeouts timeouts) {
    private static final Logger LOG = LoggerFactory.getLogger(StopLadder.class);
    private static final long FOREVER = Long.MAX_VALUE / 4;
    private static final Duration KILLED_MUST_END = Duration.ofSeconds(10);

    /// What its waiter is told.
    private sealed interface Event {
        record Ended() implements Event {}

        record Asked(StopReason reason) implements Event {}
    }

    /// As [HostProcess#await] has it. Throws `CompletionException` where nothing is known of its
    /// end.
    public ProcessExit await(
            StopSignal stop, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        var _ = exit.whenComplete((_, _) -> events.add(new Event.Ended()));
        StopSignal.Subscription subscription =
                stop.subscribe(reason -> events.add(new Event.Asked(reason)));
        try {
            return await(events, survivesCancel, timeout);
        } finally {
            subscription.end();
        }
    }

    private ProcessExit await(
            BlockingQueue<Event> events, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException {
        long deadline = timeout.map(limit -> System.nanoTime() + limit.toNanos()).orElse(FOREVER);
        while (true) {
            long wait = deadline == FOREVER ? FOREVER : deadline - System.nanoTime();
            @Nullable Event event = events.poll(wait, TimeUnit.NANOSECONDS);
            if (event == null) {
                return end(events, new ProcessExit.TimedOut());
            }
            if (!(event instanceof Event.Asked(StopReason reason))) {
                return new ProcessExit.Exited(exit.join());
            }
            if (reason.kills()) {
                kill();
                return new ProcessExit.Stopped(reason);
            }
            if (!survivesCancel.getAsBoolean()) {
                return end(events, new ProcessExit.Stopped(reason));
            }
        }
    }

    /// Asks with growing firmness; a reason that kills cuts the wait short.
    private ProcessExit end(BlockingQueue<Event> events, ProcessExit end)
            throws InterruptedException {
        process.ask("INT");
        if (!endsWithin(timeouts.afterInterrupt(), events)) {
            process.ask("TERM");
            if (!endsWithin(timeouts.afterTerminate(), events)) {
                kill();
            }
        }
        // Those that it started may have ignored what it obeyed.
        process.kill();
        return end;
    }

    private boolean endsWithin(Duration limit, BlockingQueue<Event> events)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            @Nullable Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return false;
            }
            switch (event) {
                case Event.Ended() -> {
                    return true;
                }
                case Event.Asked(StopReason reason) when reason.kills() -> {
                    return false;
                }
                case Event.Asked(_) -> {}
            }
        }
    }

    private void kill() throws InterruptedException {
        process.kill();
        try {
            exit.get(KILLED_MUST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A process was killed, and its end is not known", e);
        }
    }
}
