package dev.minijenkin.runner.tool;

import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Looks for the versions of a program on the host of a job: where its PATH looks, where
/// installations usually lie, and in the tool cache. What a program does not write down of itself
/// it is asked, as a process of the job.
public final class ToolSearch {
    /// Where images for builds keep theirs.
    private static final String SHARED_CACHE = "/opt/hostedtoolcache";

    private static final int MOST = 40;

    private final StepScope scope;
    private final ToolKind kind;

    /// @param scope of the step that asks
    public ToolSearch(StepScope scope, ToolKind kind) {
        this.scope = scope;
        this.kind = kind;
    }

    /// What is there, the newest first.
    public List<InstalledTool> found() throws InterruptedException {
        Map<Path, Path> programs = new LinkedHashMap<>();
        for (Path program : candidates()) {
            try {
                programs.putIfAbsent(program.toRealPath(), program);
            } catch (IOException _) {
                // A link that leads nowhere.
            }
            if (programs.size() == MOST) {
                break;
            }
        }
        List<InstalledTool> found = new ArrayList<>();
        for (Map.Entry<Path, Path> each : programs.entrySet()) {
            Path home = home(each.getKey());
            version(home, each.getValue())
                    .ifPresent(version ->
                            found.add(new InstalledTool(version, home, each.getValue())));
        }
        found.sort(Comparator.comparing(InstalledTool::version).reversed());
        return found;
    }

    /// Where an operator adds a version.
    public Path cache() {
        return Path.of(scope.environment().getOrDefault("RUNNER_TOOL_CACHE", SHARED_CACHE));
    }

    private List<Path> candidates() {
        List<Path> programs = new ArrayList<>();
        String path = scope.environment().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (folder.startsWith("/")) {
                add(Path.of(folder), programs);
            }
        }
        for (String home : kind.homes()) {
            String whole =
                    home.startsWith("~")
                            ? System.getProperty("user.home") + home.substring(1)
                            : home;
            matching(Path.of(whole)).forEach(folder -> add(folder.resolve("bin"), programs));
        }
        for (Path cache : List.of(cache(), Path.of(SHARED_CACHE))) {
            for (Path version : matching(cache.resolve(kind.cached()).resolve("*"))) {
                matching(version.resolve("*"))
                        .forEach(folder -> add(folder.resolve("bin"), programs));
            }
        }
        return programs;
    }

    private void add(Path folder, List<Path> programs) {
        for (String name : kind.programs()) {
            matching(folder.resolve(name)).stream()
                    .filter(ToolSearch::isProgram)
                    .forEach(programs::add);
        }
    }

    /// `python3.11-config` and `python3.11.so` are none.
    private static boolean isProgram(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("[A-Za-z0-9_+-]*[A-Za-z0-9](?:\\.\\d+)?")
                && !name.contains("-config")
                && Files.isRegularFile(file)
                && Files.isExecutable(file);
    }

    /// The last name of a path, or one above it, may be a pattern.
    private static List<Path> matching(Path path) {
        String name = String.valueOf(path.getFileName());
        Path parent = path.getParent();
        if (parent == null) {
            return List.of();
        }
        if (parent.toString().contains("*")) {
            return matching(parent).stream()
                    .flatMap(folder -> matching(folder.resolve(name)).stream())
                    .toList();
        }
        if (!name.contains("*")) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, name)) {
            entries.forEach(found::add);
        } catch (IOException _) {
            // A folder that is not there has nothing in it.
        }
        found.sort(Comparator.reverseOrder());
        return found;
    }

    private static Path home(Path program) {
        Path folder = program.getParent();
        Path home = folder == null ? null : folder.getParent();
        return home == null ? program : home;
    }

    private Optional<ToolVersion> version(Path home, Path program) throws InterruptedException {
        if (kind.equals(ToolKind.JAVA)) {
            return released(home);
        }
        StepProcess.Answer answer =
                StepProcess.ask(
                        scope,
                        List.of(program.toString(), kind.question()),
                        scope.workspace().temp(),
                        scope.host().environment());
        return answer.outcome() instanceof StepOutcome.Succeeded
                ? ToolVersion.in(answer.text())
                : Optional.empty();
    }

    /// What every Java since 7 writes down; to start one takes longer than all the rest.
    private static Optional<ToolVersion> released(Path home) {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            release.load(in);
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
        return ToolVersion.in(release.getProperty("JAVA_VERSION", "")).map(ToolVersion::ofJava);
    }
}
