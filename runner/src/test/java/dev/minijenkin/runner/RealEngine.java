package dev.minijenkin.runner;

import dev.minijenkin.runner.host.container.EngineSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `podman` or `docker` of this host with an image that is made of the host's own files, for no
/// registry can be asked.
final class RealEngine implements AutoCloseable {
    static final String IMAGE = "localhost/mini-jenkin-test:1";

    private static final Logger LOG = LoggerFactory.getLogger(RealEngine.class);

    private final String program;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    private RealEngine(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /// The first one with which a container can be started; empty, with a word, where there is
    /// none.
    static Optional<RealEngine> find(Path folder) {
        for (String program : List.of("podman", "docker")) {
            RealEngine engine = new RealEngine(program, folder);
            try {
                engine.configure();
                engine.makeImage();
                if (engine.ask("run", "--rm", IMAGE, "echo", "works").contains("works")) {
                    return Optional.of(engine);
                }
            } catch (IOException e) {
                LOG.warn("Not tried with {}: {}", program, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return Optional.empty();
    }

    /// Podman gets a store of the test's own, and limits that a container may have anywhere.
    private void configure() throws IOException {
        Files.createDirectories(folder);
        Path containers = folder.resolve("containers.conf");
        Path storage = folder.resolve("storage.conf");
        boolean runc = Files.isExecutable(Path.of("/usr/sbin/runc"));
        Files.writeString(
                containers,
                """
                [containers]
                default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
                [engine]
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                %s
                [network]
                network_backend = "netavark"
                network_config_dir = "%s"
                """
                        .formatted(
                                runc ? "runtime = \"runc\"" : "",
                                Files.createDirectories(folder.resolve("networks"))));
        Files.writeString(
                storage,
                """
                [storage]
                driver = "vfs"
                graphroot = "%s"
                runroot = "%s"
                """
                        .formatted(folder.resolve("graph"), folder.resolve("run")));
        environment.put("CONTAINERS_CONF", containers.toString());
        environment.put("CONTAINERS_STORAGE_CONF", storage.toString());
    }

    private void makeImage() throws IOException, InterruptedException {
        Path busybox = Path.of("/bin/busybox");
        if (!Files.isExecutable(busybox)) {
            throw new IOException("this host has no busybox to make an image of");
        }
        Path bin = Files.createDirectories(folder.resolve("root/bin"));
        Files.createDirectories(folder.resolve("root/tmp"));
        Files.copy(busybox, bin.resolve("busybox"));
        Files.setPosixFilePermissions(
                bin.resolve("busybox"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : run(List.of(busybox.toString(), "--list")).lines().toList()) {
            if (!name.equals("busybox")) {
                Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
            }
        }
        Path archive = folder.resolve("root.tar");
        run(
                List.of(
                        "tar",
                        "-C",
                        folder.resolve("root").toString(),
                        "-cf",
                        archive.toString(),
                        "."));
        ask("import", archive.toString(), IMAGE);
    }

    EngineSearch search() {
        return new EngineSearch(program, environment);
    }

    /// What the program answers.
    String ask(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(words));
        return run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(folder.resolve("errors").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(Files.readString(folder.resolve("errors")).strip());
        }
        return Files.readString(output).strip();
    }

    @Override
    public void close() {
        try {
            ask("rmi", "--force", IMAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
