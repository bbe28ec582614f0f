package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.FarProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first process of a container: with it all others end.
public record RunningContainer(ContainerEngine engine, String container) implements FarProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RunningContainer.class);

    @Override
    public void ask(String signal) throws InterruptedException {
        send(signal);
    }

    @Override
    public void kill() throws InterruptedException {
        send("KILL");
    }

    private void send(String signal) throws InterruptedException {
        try {
            engine.ask("kill", "--signal", signal, container);
        } catch (RunnerException e) {
            LOG.warn("The container {} gets no {}", container, signal, e);
        }
    }
}
