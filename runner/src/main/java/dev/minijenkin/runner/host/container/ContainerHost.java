package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.workspace.JobFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The inside of the container of a job. The processes of its steps run there; what the runner does
/// for a step itself stays on the machine.
///
/// Whoever the container's user is, the folders that it sees are open to it: on the host they lie
/// in a folder that nobody but the runner's user can enter.
public final class ContainerHost extends EnclosedHost {
    /// A shell leads the session, tells its number, and becomes the command.
    private static final String BEGIN = "echo $$ > \"$0\"; exec \"$@\"";

    private final ContainerEngine engine;
    private final String container;
    private final Settings settings;

    /// Steps in the background start beside others.
    private final AtomicInteger started = new AtomicInteger();

    /// What else it has.
    ///
    /// @param brought programs of the machine that the container was given, by name: for an image
    ///   that has none of its own
    /// @param control folder for small files that the container sees
    /// @param hidden one for those that it does not see
    public record Settings(Map<String, String> brought, Path control, Path hidden) {
        public Settings {
            brought = Map.copyOf(brought);
        }
    }

    /// The inside of a container.
    ///
    /// @param container its name or id; it runs until somebody else ends it
    public ContainerHost(
            ContainerEngine engine,
            StepHost machine,
            String container,
            ContainerPaths paths,
            Variables variables,
            Settings settings) {
        super(machine, paths, variables);
        this.engine = engine;
        this.container = container;
        this.settings = settings;
    }

    @Override
    protected Optional<String> find(String program, String path) throws InterruptedException {
        ContainerEngine.Answer own =
                engine.ask("exec", container, "/bin/sh", "-c", FIND, program, path);
        if (own.succeeded() && !own.output().isEmpty()) {
            return Optional.of(own.output());
        }
        String brought = settings.brought().get(program);
        // The image may have none of the libraries that it needs.
        return brought != null && engine.ask("exec", container, brought, "--version").succeeded()
                ? Optional.of(brought)
                : Optional.empty();
    }

    /// Folders of the job are open to it from the beginning.
    @Override
    public void copyIn(Collection<Path> paths) {
        for (Path path : paths) {
            try {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    open(path);
                }
            } catch (IOException e) {
                throw DiskTrouble.explain("show the container", path, e);
            }
        }
    }

    @Override
    public void copyOut(Collection<Path> paths) {}

    /// Lets every user read and write what the runner has made there, and not what a link in its
    /// place leads to.
    public static void open(Path path) throws IOException {
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(Set.of(PosixFilePermission.values()));
    }

    @Override
    public HostProcess start(HostCommand command, OutputSink output) throws IOException {
        int number = started.incrementAndGet();
        Path numberFile = settings.control().resolve("process_" + number);
        JobFiles.write(numberFile, new byte[0]);
        open(numberFile);
        EngineVariables variables =
                EngineVariables.of(
                        command.environment(), settings.hidden().resolve("variables_" + number));
        List<String> words =
                new ArrayList<>(
                        List.of("exec", "--workdir", inside(command.directory().toString())));
        words.addAll(variables.options());
        words.addAll(List.of(container, "/bin/sh", "-c", BEGIN, inside(numberFile.toString())));
        words.addAll(command.command());
        Map<String, String> environment = new HashMap<>(engine.environment());
        environment.putAll(variables.environment());
        return machine()
                .start(
                        new HostCommand(
                                engine.command(words),
                                settings.control(),
                                environment,
                                Optional.of(new ContainedProcess(engine, container, numberFile))),
                        output);
    }

    /// It ends with its container.
    @Override
    public void close() {}
}
