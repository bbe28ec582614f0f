package dev.minijenkin.cli.host;

import dev.minijenkin.cli.part.SignalHandlers;
import dev.minijenkin.runner.Runner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two ways in which a runner leaves: after its jobs, or, told a second time, without them.
final class RunnerStop {
    private static final Logger LOG = LoggerFactory.getLogger(RunnerStop.class);

    private RunnerStop() {}

    /// Returns when the runner has left.
    static void stop(Runner runner, SignalHandlers signals) throws InterruptedException {
        int open = runner.stop();
        if (open > 0) {
            LOG.info(
                    "Waiting for {} running {}; press Ctrl+C again to cancel {}",
                    open,
                    open == 1 ? "job" : "jobs",
                    open == 1 ? "it" : "them");
        }
        Thread impatience =
                Thread.ofVirtual()
                        .name("second-signal")
                        .start(() -> {
                            try {
                                signals.awaitSecond();
                                LOG.info("Cancelling");
                                runner.cancelJobs();
                            } catch (InterruptedException _) {
                                // The runner has left by itself.
                            }
                        });
        runner.awaitStopped();
        impatience.interrupt();
    }
}
