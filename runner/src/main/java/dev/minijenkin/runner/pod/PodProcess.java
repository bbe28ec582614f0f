package dev.minijenkin.runner.pod;

import dev.minijenkin.kubernetes.JobPod;
import dev.minijenkin.kubernetes.KubernetesException;
import dev.minijenkin.kubernetes.PodCommand;
import dev.minijenkin.kubernetes.PodState;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.FarProcess;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StopLadder;
import dev.minijenkin.runner.host.StopTimeouts;
import dev.minijenkin.runner.stop.StopSignal;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process of a step in the pod of its job, where it leads a session of its own.
///
/// @param numberFile in the pod, into which it has written its number
record PodProcess(JobPod pod, PodCommand command, OutputSink output, String numberFile)
        implements HostProcess, FarProcess {
    private static final Logger LOG = LoggerFactory.getLogger(PodProcess.class);
    private static final long SIGNAL_SECONDS = 10;

    /// A signal to what has not begun yet would be lost.
    private static final String SIGNAL =
            """
            for look in 1 2 3; do
                [ -s "$1" ] || sleep 1
            done
            number=$(cat "$1") || exit
            kill -"$0" -"$number" || kill -"$0" "$number"
            """;

    /// Starts what a script in the pod becomes.
    ///
    /// @param script in the pod
    static PodProcess start(JobPod pod, String script, String numberFile, OutputSink output) {
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        write(new byte[] {(byte) one}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        byte[] buffer = new byte[length];
                        System.arraycopy(bytes, from, buffer, 0, length);
                        output.bytes(buffer, length);
                    }
                };
        return new PodProcess(
                pod, pod.start(List.of("/bin/sh", script), out, out), output, numberFile);
    }

    @Override
    public ProcessExit await(
            StopSignal stop, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException {
        try {
            return new StopLadder(command.exit(), this, StopTimeouts.USUAL)
                    .await(stop, survivesCancel, timeout);
        } catch (CompletionException e) {
            kill();
            throw new RunnerException(
                    "Nothing is known of the end of the step's process: " + why(e), e);
        } catch (InterruptedException | RuntimeException | Error e) {
            kill();
            throw e;
        } finally {
            command.close();
            output.end();
        }
    }

    private String why(CompletionException e) {
        try {
            return pod.state() instanceof PodState.Failed(String sentence, _)
                    ? sentence
                    : "the connection to the pod "
                            + pod.name()
                            + " was cut ("
                            + Optional.ofNullable(e.getCause())
                                    .map(Throwable::getMessage)
                                    .orElse("nobody says why")
                            + ")";
        } catch (KubernetesException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }

    @Override
    public void ask(String signal) throws InterruptedException {
        try (PodCommand sent =
                pod.start(
                        List.of("/bin/sh", "-c", SIGNAL, signal, numberFile),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream())) {
            sent.exit().get(SIGNAL_SECONDS, TimeUnit.SECONDS);
        } catch (KubernetesException | ExecutionException | TimeoutException e) {
            LOG.warn("A process in the pod {} gets no {}", pod.name(), signal, e);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        ask("KILL");
    }
}
