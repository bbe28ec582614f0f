package dev.minijenkin.runner.pod;

import dev.minijenkin.kubernetes.JobPod;
import dev.minijenkin.kubernetes.KubernetesException;
import dev.minijenkin.kubernetes.PodCommand;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.container.ContainerPaths;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.Trees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The folders of a job, which lie on the machine and in its pod: what one of them has written is
/// copied to the other by `tar`. Guarded by `this`: steps in the background have threads of their
/// own.
final class PodFiles {
    private static final long LOOK_MILLIS = 100;

    /// It is never told of the end of what it reads.
    private static final String UNPACK =
            "mkdir -p \"$0\" && cd \"$0\" && head -c \"$1\" | tar -xof -";

    private static final String REMOVE = "cd \"$0\" && head -c \"$1\" | xargs -0 rm -rf --";
    private static final String PACK = "cd \"$0\" && tar -cf - .";

    /// Those that are not there are left out.
    private static final String PACK_FILES =
            """
            cd "$0" || exit
            for file do
                shift
                if [ -f "$file" ]; then set -- "$@" "$file"; fi
            done
            [ $# = 0 ] || tar -cf - "$@"
            """;

    private final JobPod pod;
    private final StepHost machine;
    private final StopSignal stop;
    private final ContainerPaths paths;
    private final Path folder;
    private final Map<Path, FolderState> inPod = new HashMap<>();
    private boolean begun;

    /// @param paths of the machine and of the pod
    /// @param folder on the machine, for what is under way
    PodFiles(JobPod pod, StepHost machine, StopSignal stop, ContainerPaths paths, Path folder) {
        this.pod = pod;
        this.machine = machine;
        this.stop = stop;
        this.paths = paths;
        this.folder = folder;
    }

    /// From now on processes of the pod write there.
    synchronized void begin() {
        begun = true;
    }

    /// Copies files, and what has changed in folders since the pod and the machine had the same.
    synchronized void bring(Collection<Path> wanted) throws InterruptedException {
        Map<Path, List<String>> files = new LinkedHashMap<>();
        for (Path path : wanted) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                bringFolder(path);
            } else {
                files.computeIfAbsent(
                                Objects.requireNonNull(path.getParent()), _ -> new ArrayList<>())
                        .add(String.valueOf(path.getFileName()));
            }
        }
        for (Map.Entry<Path, List<String>> some : files.entrySet()) {
            send(some.getKey(), some.getValue());
        }
    }

    private void bringFolder(Path path) throws InterruptedException {
        FolderState now = state(path);
        FolderState before = inPod.getOrDefault(path, FolderState.EMPTY);
        List<String> gone = now.goneSince(before);
        if (!gone.isEmpty()) {
            byte[] list = list(gone);
            run(
                    "remove files from",
                    List.of(REMOVE, inside(path), size(list.length)),
                    new ByteArrayInputStream(list),
                    OutputStream.nullOutputStream());
        }
        send(path, now.changedSince(before));
        inPod.put(path, now);
    }

    private void send(Path from, List<String> names) throws InterruptedException {
        if (names.isEmpty()) {
            return;
        }
        Path list = folder.resolve("list");
        Path packed = folder.resolve("in.tar");
        try {
            JobFiles.makeFolder(folder);
            JobFiles.write(list, list(names));
            tar(
                    List.of(
                            "-cf",
                            packed.toString(),
                            "-C",
                            from.toString(),
                            "--no-recursion",
                            "--null",
                            "-T",
                            list.toString()));
            try (InputStream bytes = Files.newInputStream(packed)) {
                run(
                        "bring files into",
                        List.of(UNPACK, inside(from), size(Files.size(packed))),
                        bytes,
                        OutputStream.nullOutputStream());
            }
            Files.delete(packed);
        } catch (IOException e) {
            throw DiskTrouble.explain("bring files into the pod", from, e);
        }
    }

    /// Makes files, and all that folders hold, what they are in the pod. Before its first process
    /// nothing is other there.
    synchronized void fetch(Collection<Path> wanted) throws InterruptedException {
        if (!begun) {
            return;
        }
        Map<Path, List<String>> files = new LinkedHashMap<>();
        for (Path path : wanted) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                fetchFolder(path);
            } else {
                files.computeIfAbsent(
                                Objects.requireNonNull(path.getParent()), _ -> new ArrayList<>())
                        .add(String.valueOf(path.getFileName()));
            }
        }
        for (Map.Entry<Path, List<String>> some : files.entrySet()) {
            fetchFiles(some.getKey(), some.getValue());
        }
    }

    private void fetchFolder(Path path) throws InterruptedException {
        try {
            Path packed = receive(List.of(PACK, inside(path)));
            try (DirectoryStream<Path> old = Files.newDirectoryStream(path)) {
                for (Path one : old) {
                    Trees.delete(one);
                }
            }
            unpack(packed, path);
        } catch (IOException e) {
            throw DiskTrouble.explain("fetch files from the pod", path, e);
        }
        inPod.put(path, state(path));
    }

    private void fetchFiles(Path from, List<String> names) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(PACK_FILES, inside(from)));
        words.addAll(names);
        try {
            Path packed = receive(words);
            for (String name : names) {
                Files.deleteIfExists(from.resolve(name));
            }
            if (Files.size(packed) > 0) {
                unpack(packed, from);
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("fetch files from the pod", from, e);
        }
    }

    private Path receive(List<String> words) throws IOException, InterruptedException {
        Path packed = folder.resolve("out.tar");
        JobFiles.makeFolder(folder);
        try (OutputStream out = Files.newOutputStream(packed)) {
            run("fetch files from", words, InputStream.nullInputStream(), out);
        }
        return packed;
    }

    /// What it holds was packed by a program of the job.
    private void unpack(Path packed, Path into) throws IOException, InterruptedException {
        tar(
                List.of(
                        "-xf",
                        packed.toString(),
                        "-C",
                        into.toString(),
                        "--no-same-owner",
                        "--no-same-permissions"));
        Files.delete(packed);
    }

    private FolderState state(Path path) {
        try {
            return FolderState.of(path);
        } catch (IOException e) {
            throw DiskTrouble.explain("look at a folder of the job", path, e);
        }
    }

    private String inside(Path path) {
        return paths.inside(path.toString());
    }

    private static byte[] list(List<String> names) {
        StringBuilder list = new StringBuilder();
        names.forEach(name -> list.append(name).append('\0'));
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String size(long bytes) {
        return Long.toString(bytes);
    }

    private void tar(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(words);
        Text said = new Text();
        ProcessExit exit =
                machine.start(
                                new HostCommand(command, folder, machine.environment()),
                                new OutputSink() {
                                    @Override
                                    public void bytes(byte[] buffer, int length) {
                                        said.write(buffer, 0, length);
                                    }

                                    @Override
                                    public void end() {}
                                })
                        .await(stop, () -> true, Optional.empty());
        if (!exit.equals(new ProcessExit.Exited(0))) {
            throw new RunnerException(
                    "Files of the job cannot be packed on the machine of the runner: "
                            + said.line());
        }
    }

    /// Carries out a script in the pod, with words as its arguments.
    private void run(String what, List<String> words, InputStream input, OutputStream output)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
        command.addAll(words);
        Text errors = new Text();
        String failure = "Nobody can " + what + " the pod " + pod.name() + ": ";
        try (PodCommand started = pod.startReading(command, output, errors)) {
            Optional<IOException> cut = sent(started, input);
            int code = exit(started, failure);
            if (code != 0 && !errors.isOfMovingFiles()) {
                throw new RunnerException(
                        failure
                                + (errors.line().isEmpty()
                                        ? "tar ended with " + code
                                        : errors.line()));
            }
            if (cut.isPresent()) {
                throw new RunnerException(failure + cut.get().getMessage(), cut.get());
            }
        } catch (KubernetesException e) {
            throw new RunnerException(failure + e.getMessage(), e);
        }
    }

    /// Who reads no more of it says why by its end.
    private static Optional<IOException> sent(PodCommand command, InputStream input) {
        try {
            command.send(input);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private int exit(PodCommand command, String failure) throws InterruptedException {
        CompletableFuture<Integer> exit = command.exit();
        while (true) {
            try {
                return exit.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (stop.killed()) {
                    throw new RunnerException(failure + "the job must end at once");
                }
            } catch (ExecutionException e) {
                throw new RunnerException(failure + exit.exceptionNow().getMessage(), e);
            }
        }
    }

    /// What a program complained of; of much only the beginning.
    private static final class Text extends OutputStream {
        private static final int MOST = 4096;

        // Guarded by this.
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] some, int from, int length) {
            bytes.write(some, from, Math.max(0, Math.min(length, MOST - bytes.size())));
        }

        synchronized String line() {
            return bytes.toString(StandardCharsets.UTF_8).strip().lines().findFirst().orElse("");
        }

        /// Whoever copies beside a step in the background gets what it has by then.
        boolean isOfMovingFiles() {
            return line().contains("changed as we read it")
                    || line().contains("removed before we read it");
        }
    }
}
