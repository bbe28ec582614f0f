package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.FarProcess;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running process of a step on this machine. One thread starts and awaits it.
final class JobProcess implements HostProcess {
    private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);
    private static final long FOREVER = Long.MAX_VALUE / 4;
    private static final Duration KILLED_MUST_END = Duration.ofSeconds(10);

    private final CompletableFuture<Integer> exit;
    private final ProcessTree tree;
    private final OutputReader reader;
    private final StopTimeouts timeouts;
    private final Optional<FarProcess> far;

    /// What its waiter is told.
    private sealed interface Event {
        record Ended() implements Event {}

        record Asked(StopReason reason) implements Event {}
    }

    private JobProcess(
            StartedProcess process,
            OutputReader reader,
            StopTimeouts timeouts,
            Optional<FarProcess> far) {
        this.exit = process.exit();
        this.tree = process.tree();
        this.reader = reader;
        this.timeouts = timeouts;
        this.far = far;
    }

    /// Starts it.
    ///
    /// @param trackingId in the environment as `RUNNER_TRACKING_ID`: finds what outlives its parent
    /// @throws IOException if the command cannot be executed; its message says which
    static JobProcess start(
            HostCommand command, String trackingId, Launcher launcher, OutputSink sink)
            throws IOException {
        String program = command.command().getFirst();
        // What says that a program is missing would look like output of the step.
        if (!Programs.exist(program, command.environment().getOrDefault("PATH", ""))) {
            throw new IOException("there is no program of this name on the PATH");
        }
        Path pipe = launcher.pipes().take();
        OutputReader reader = OutputReader.open(pipe, sink);
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put(ProcessTable.TRACKING_VARIABLE, trackingId);
        HostCommand tracked =
                new HostCommand(launcher.wrap(command.command()), command.directory(), environment);
        try {
            StartedProcess process = launcher.starter().start(tracked, pipe);
            reader.connected();
            return new JobProcess(process, reader, launcher.timeouts(), command.standsFor());
        } catch (IOException | RuntimeException e) {
            reader.abandon();
            throw e;
        }
    }

    @Override
    public ProcessExit await(
            StopSignal stop, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        var _ = exit.whenComplete((_, _) -> events.add(new Event.Ended()));
        StopSignal.Subscription subscription =
                stop.subscribe(reason -> events.add(new Event.Asked(reason)));
        try {
            ProcessExit exit = await(events, survivesCancel, timeout);
            reader.drain(timeouts.output(), stop::lost);
            return exit;
        } catch (InterruptedException | RuntimeException | Error e) {
            tree.kill();
            throw e;
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
                return exited();
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
    private ProcessExit end(BlockingQueue<Event> events, ProcessExit exit)
            throws InterruptedException {
        ask("INT");
        if (!endsWithin(timeouts.afterInterrupt(), events)) {
            ask("TERM");
            if (!endsWithin(timeouts.afterTerminate(), events)) {
                kill();
            }
        }
        // Those that it started may have ignored what it obeyed.
        killAll();
        return exit;
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

    private void ask(String signal) throws InterruptedException {
        if (far.isPresent()) {
            far.get().ask(signal);
        } else {
            tree.ask(signal);
        }
    }

    private void killAll() throws InterruptedException {
        try {
            if (far.isPresent()) {
                far.get().kill();
            }
        } finally {
            tree.kill();
        }
    }

    private void kill() throws InterruptedException {
        killAll();
        try {
            exit.get(KILLED_MUST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A process was killed, and its end is not known", e);
        }
    }

    private ProcessExit exited() {
        try {
            return new ProcessExit.Exited(exit.join());
        } catch (CompletionException e) {
            tree.kill();
            throw new RunnerException(
                    "Nothing is known of the end of the step's process: "
                            + exit.exceptionNow().getMessage(),
                    e);
        }
    }
}
