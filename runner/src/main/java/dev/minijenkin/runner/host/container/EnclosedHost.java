package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A host whose processes see the folders of the job under other names than the runner does: the
/// inside of something. What the runner itself does for a step stays on the machine.
public abstract class EnclosedHost implements StepHost {
    private final StepHost machine;
    private final ContainerPaths paths;
    private final Variables variables;
    private final Map<List<String>, Optional<String>> found = new ConcurrentHashMap<>();

    /// A script of `/bin/sh` that prints where a program (`$0`) lies by a path (`$1`).
    protected static final String FIND = "PATH=$1; command -v -- \"$0\"";

    /// The path of an image that says none.
    public static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// What its processes and those of the machine find.
    ///
    /// @param inside what processes find before workflow, job and step add theirs
    /// @param beside what those of the machine have in the place of the same variables
    public record Variables(Map<String, String> inside, Map<String, String> beside) {
        public Variables {
            inside = Map.copyOf(inside);
            beside = Map.copyOf(beside);
        }
    }

    protected EnclosedHost(StepHost machine, ContainerPaths paths, Variables variables) {
        this.machine = machine;
        this.paths = paths;
        this.variables = variables;
    }

    /// Where a program lies inside, if it can be started there. Asked once for each.
    protected abstract Optional<String> find(String program, String path)
            throws InterruptedException;

    @Override
    public final Map<String, String> environment() {
        return variables.inside();
    }

    @Override
    public final Map<String, String> ownEnvironment() {
        return machine.ownEnvironment();
    }

    @Override
    public final StepHost machine() {
        return machine;
    }

    @Override
    public final Map<String, String> onMachine(Map<String, String> environment) {
        Map<String, String> beside = new HashMap<>();
        environment.forEach((name, value) -> beside.put(name, outside(value)));
        variables
                .beside()
                .forEach((name, value) -> {
                    if (variables.inside().containsKey(name)) {
                        beside.put(name, value);
                    } else {
                        beside.putIfAbsent(name, value);
                    }
                });
        return beside;
    }

    @Override
    public String usualShell(String path) {
        return "sh -e {0}";
    }

    @Override
    public String inside(String text) {
        return paths.inside(text);
    }

    @Override
    public String outside(String text) {
        return paths.outside(text);
    }

    /// Of a folder that only the inside has nobody knows before a process is to start in it.
    @Override
    public boolean hasFolder(Path folder) {
        return !paths.shows(folder) || Files.isDirectory(folder);
    }

    /// @throws RunnerException if the inside cannot be asked
    @Override
    public Optional<String> findProgram(String program, String path) {
        List<String> asked = List.of(program, path);
        Optional<String> before = found.get(asked);
        if (before != null) {
            return before;
        }
        try {
            Optional<String> now = find(program, path);
            found.put(asked, now);
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException("Nobody looked for a program: the runner gives up", e);
        }
    }
}
