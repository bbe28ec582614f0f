package dev.minijenkin.runner.pod;

import dev.minijenkin.kubernetes.JobPod;
import dev.minijenkin.kubernetes.KubernetesException;
import dev.minijenkin.kubernetes.PodCommand;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.container.ContainerPaths;
import dev.minijenkin.runner.host.container.EnclosedHost;
import dev.minijenkin.runner.workspace.JobFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// The inside of the pod of a job. The processes of its steps run there; what the runner does for a
/// step itself stays on the machine, and the folders of the job are copied to and fro.
///
/// The call that starts a process names a script, and nothing else: calls of Kubernetes are written
/// down by many clusters, and variables are often secret.
final class PodHost extends EnclosedHost {
    private static final long ANSWER_SECONDS = 60;

    private final JobPod pod;
    private final PodFiles files;
    private final Path control;
    private final AtomicInteger started = new AtomicInteger();

    /// @param control folder for small files, that the pod has too
    PodHost(
            JobPod pod,
            PodFiles files,
            StepHost machine,
            ContainerPaths paths,
            Variables variables,
            Path control) {
        super(machine, paths, variables);
        this.pod = pod;
        this.files = files;
        this.control = control;
    }

    /// What a command prints in a pod; empty where it ends with anything but 0.
    static Optional<String> asked(JobPod pod, List<String> words) throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PodCommand command = pod.start(words, said, OutputStream.nullOutputStream())) {
            return command.exit().get(ANSWER_SECONDS, TimeUnit.SECONDS) == 0
                    ? Optional.of(said.toString(StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } catch (KubernetesException | ExecutionException | TimeoutException e) {
            throw new RunnerException(
                    "The pod %s does not answer: %s".formatted(pod.name(), e.getMessage()), e);
        }
    }

    @Override
    protected Optional<String> find(String program, String path) throws InterruptedException {
        return asked(pod, List.of("/bin/sh", "-c", FIND, program, path))
                .filter(found -> !found.isEmpty());
    }

    @Override
    public void copyIn(Collection<Path> paths) {
        unlessInterrupted(() -> files.bring(paths));
    }

    @Override
    public void copyOut(Collection<Path> paths) {
        unlessInterrupted(() -> files.fetch(paths));
    }

    private interface Copying {
        void run() throws InterruptedException;
    }

    private static void unlessInterrupted(Copying copying) {
        try {
            copying.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException("Files were not copied: the runner gives up", e);
        }
    }

    @Override
    public HostProcess start(HostCommand command, OutputSink output) throws IOException {
        int number = started.incrementAndGet();
        Path script = control.resolve("process_" + number);
        String numberFile = inside(control.resolve("number_" + number).toString());
        JobFiles.write(script, script(command, numberFile).getBytes(StandardCharsets.UTF_8));
        copyIn(List.of(script));
        files.begin();
        try {
            return PodProcess.start(pod, inside(script.toString()), numberFile, output);
        } catch (KubernetesException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// It tells its number, and becomes the command.
    private String script(HostCommand command, String numberFile) {
        StringBuilder script =
                new StringBuilder()
                        .append("echo $$ > ")
                        .append(quoted(numberFile))
                        .append("\nexec 2>&1 < /dev/null\ncd ")
                        .append(quoted(inside(command.directory().toString())))
                        .append(" || exit\nexec env");
        for (Map.Entry<String, String> one : new TreeMap<>(command.environment()).entrySet()) {
            script.append(' ').append(quoted(one.getKey() + "=" + one.getValue()));
        }
        command.command().forEach(word -> script.append(' ').append(quoted(word)));
        return script.append('\n').toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// It ends with its pod.
    @Override
    public void close() {}
}
