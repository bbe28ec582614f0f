package dev.minijenkin.runner.job.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.job.end.JobOutcome;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.queue.StepsBeside;
import dev.minijenkin.runner.job.resource.LogMarks;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of a job that others do not wait for. Used by the job's thread; each of the steps has
/// one of its own, and sees what there was when its place had come. What it leaves the others see
/// once it is waited for.
public final class BackgroundSteps implements StepsBeside, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSteps.class);

    /// Further ones wait for one of these to end, as in the reference.
    private static final int AT_ONCE = 10;

    private final Semaphore room = new Semaphore(AT_ONCE);

    /// Those that were not waited for, by their numbers.
    private final Map<Integer, Running> running = new LinkedHashMap<>();

    /// Of the first that failed.
    private Optional<JobOutcome> failed = Optional.empty();

    /// One of them.
    ///
    /// @param around what the job's other steps see
    /// @param own what it sees and leaves
    /// @param cancelled whether another step ended it
    private record Running(
            JobProgress around,
            JobProgress own,
            StopSignal signal,
            AtomicBoolean cancelled,
            StopSignal.Subscription subscription,
            Thread thread) {}

    /// Begins one.
    public void start(StepFrame frame, QueuedStep step) {
        StopSignal signal = new StopSignal();
        JobProgress own = frame.state().beside(signal);
        AtomicBoolean cancelled = new AtomicBoolean();
        StepFrame beside =
                frame.beside(
                        own,
                        signal,
                        () -> !cancelled.get() && frame.survivesCancel().getAsBoolean());
        Thread thread =
                Thread.ofPlatform()
                        .name(Thread.currentThread().getName() + "-step-" + step.number())
                        .unstarted(() -> run(beside, step));
        running.put(
                step.number(),
                new Running(
                        frame.state(),
                        own,
                        signal,
                        cancelled,
                        frame.job().stop().subscribe(signal::ask),
                        thread));
        thread.start();
    }

    private void run(StepFrame frame, QueuedStep step) {
        try (LogMarks _ = LogMarks.of(frame.job().job())) {
            room.acquire();
            try {
                frame.run(step);
            } finally {
                room.release();
            }
        } catch (InterruptedException _) {
            LOG.debug("{} step {} was interrupted", frame.job().job().job(), step.number());
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the runner failed", frame.job().job().job(), e);
            frame.state().fail(JobOutcome.failure(Cause.RUNNER_ERROR, StepFault.sentence(e)));
        }
    }

    @Override
    public StepOutcome await(List<Integer> numbers) throws InterruptedException {
        Optional<JobOutcome> failure = Optional.empty();
        for (int number : numbers.isEmpty() ? List.copyOf(running.keySet()) : numbers) {
            Optional<JobOutcome> own = join(number);
            failure = failure.isPresent() ? failure : own;
        }
        return failure.<StepOutcome>map(ActionStepsRunner::failed)
                .orElseGet(StepOutcome.Succeeded::new);
    }

    /// Waits for all that are left, behind the last step of the file. Now a failure counts also
    /// where the step that waited for it, or came too late to end it, went on.
    public void finish(JobProgress state) throws InterruptedException {
        for (int number : List.copyOf(running.keySet())) {
            join(number);
        }
        failed.ifPresent(state::fail);
    }

    @Override
    public StepOutcome cancel(int number) throws InterruptedException {
        Running step = running.get(number);
        if (step != null) {
            step.cancelled.set(true);
            step.signal.ask(StopReason.CANCEL_REQUESTED);
            join(number);
        }
        return new StepOutcome.Succeeded();
    }

    /// How it failed.
    private Optional<JobOutcome> join(int number) throws InterruptedException {
        Running step = running.get(number);
        if (step == null) {
            return Optional.empty();
        }
        step.thread.join();
        step.subscription.end();
        running.remove(number);
        step.around.join(step.own);
        Optional<JobOutcome> failure = step.own.failure();
        failed = failed.or(() -> failure);
        return failure;
    }

    /// Ends those that are left, where the job does not wait for them any more.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        List<Running> left = new ArrayList<>(running.values());
        running.clear();
        left.forEach(step -> {
            step.signal.ask(StopReason.GRACE_OVER);
            step.subscription.end();
        });
        for (Running step : left) {
            interrupted |= end(step.thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether this thread was interrupted meanwhile: then so is the other.
    private static boolean end(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
                thread.interrupt();
            }
        }
        return interrupted;
    }
}
