package dev.minijenkin.runner.container;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Waits until a container can be used.
record ServiceHealth(ContainerEngine engine, ContainerImages images) {
    private static final long LOOK_MILLIS = 500;

    /// Until its check says that it is healthy; one without a check is what it is. One that ends
    /// before is told of, with its log.
    ///
    /// @param name for people
    /// @param needed whether it has to run, with or without a check
    ContainerState await(String name, String container, boolean needed)
            throws ContainerException, InterruptedException {
        boolean said = false;
        long checked = 0;
        while (true) {
            ContainerState state = ContainerState.of(engine, container);
            if (state.health().equals("healthy") || (state.health().isEmpty() && state.running())) {
                return state;
            }
            if (!state.running() || state.health().equals("unhealthy")) {
                showLog(container);
                if (state.health().isEmpty() && !needed) {
                    images.scope()
                            .printer()
                            .warning(
                                    "%s ended with code %d at once"
                                            .formatted(
                                                    name.substring(0, 1).toUpperCase(Locale.ROOT)
                                                            + name.substring(1),
                                                    state.exitCode()));
                    return state;
                }
                throw new ContainerException(
                        Cause.RUNNER_ERROR,
                        "needs %s, which %s; its log is above"
                                .formatted(
                                        name,
                                        state.running()
                                                ? "its health check calls unhealthy"
                                                : "ended with code " + state.exitCode()));
            }
            if (!said) {
                said = true;
                images.scope().printer().line("Waits until " + name + " is healthy");
            }
            Optional<StopReason> stop = images.scope().stop().reason();
            if (stop.isPresent()) {
                throw new ContainerException(new StepOutcome.Stopped(stop.get()));
            }
            checked = checkedBy(engine, container, state.interval(), checked);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /// Podman leaves checks to a timer of systemd, which many hosts do not have.
    private static long checkedBy(
            ContainerEngine engine, String container, Duration interval, long before)
            throws InterruptedException {
        boolean due = before == 0 || System.nanoTime() - before >= interval.toNanos();
        if (engine.kind() != ContainerEngine.Kind.PODMAN || !due) {
            return before;
        }
        engine.ask("healthcheck", "run", container);
        return System.nanoTime();
    }

    private void showLog(String container) throws InterruptedException {
        images.scope().printer().line("Log of " + container + ":");
        images.run(List.of("logs", container));
    }
}
