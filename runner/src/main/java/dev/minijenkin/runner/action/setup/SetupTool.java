package dev.minijenkin.runner.action.setup;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.tool.InstalledTool;
import dev.minijenkin.runner.tool.ToolKind;
import dev.minijenkin.runner.tool.ToolSearch;
import dev.minijenkin.runner.tool.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The actions that set a program up, `actions/setup-node` and its like: they choose among the
/// versions that the host has, and put the chosen one before the others on the `PATH` of the job.
/// Nothing is downloaded.
final class SetupTool implements StepHandler {
    private final Setup setup;
    private final ActionCall call;

    /// What the actions differ in.
    interface Setup {
        ToolKind kind();

        /// Versions that are asked for, the one that goes before the others last; none: any will
        /// do.
        ///
        /// @throws IllegalArgumentException if they cannot be read; its message goes on after the
        ///   name of the step
        /// @throws IOException if a file that names them cannot be read
        List<VersionRange> wanted(Map<String, String> inputs, Path workspace) throws IOException;

        /// Makes it known to later steps, but for the `PATH`.
        void tell(InstalledTool tool, Map<String, String> inputs, StepScope scope);
    }

    SetupTool(Setup setup, ActionCall call) {
        this.setup = setup;
        this.call = call;
    }

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        Map<String, String> inputs = call.inputsOnMachine();
        List<VersionRange> wanted;
        try {
            wanted = scope.files().call(() -> setup.wanted(inputs, call.workspace()));
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new StepOutcome.Failed(
                    Cause.WORKFLOW_INVALID,
                    "asks for the version that a file has, and it cannot be read: "
                            + DiskTrouble.place(e));
        }
        ToolSearch search = new ToolSearch(scope, setup.kind());
        List<InstalledTool> found = search.found();
        List<InstalledTool> chosen = new ArrayList<>();
        for (VersionRange range : wanted.isEmpty() ? List.of(VersionRange.parse("*")) : wanted) {
            Optional<InstalledTool> best =
                    found.stream().filter(tool -> range.contains(tool.version())).findFirst();
            if (best.isEmpty()) {
                return missing(range, found, search.cache());
            }
            chosen.add(best.get());
        }
        for (InstalledTool tool : chosen) {
            use(tool, inputs, scope);
        }
        return new StepOutcome.Succeeded();
    }

    private void use(InstalledTool tool, Map<String, String> inputs, StepScope scope) {
        try {
            scope.effects().path(folder(tool, scope).toString());
        } catch (IOException e) {
            throw DiskTrouble.explain("set a program up", scope.workspace().temp(), e);
        }
        setup.tell(tool, inputs, scope);
        scope.printer()
                .line(
                        "%s %s: %s"
                                .formatted(
                                        setup.kind().shown(),
                                        tool.version().text(),
                                        tool.program()));
    }

    /// That of the program; where it has another name there (`python3.11`), one that has it under
    /// its usual names.
    private Path folder(InstalledTool tool, StepScope scope) throws IOException {
        Path program = tool.program();
        String name = String.valueOf(program.getFileName());
        List<String> usual = usualNames();
        Path own = program.toAbsolutePath().getParent();
        if (own != null && (usual.contains(name) || usual.isEmpty())) {
            return own;
        }
        Path links = scope.workspace().temp().resolve("tools").resolve(name);
        scope.files()
                .run(() -> {
                    Files.createDirectories(links);
                    for (String link : usual) {
                        Path path = links.resolve(link);
                        Files.deleteIfExists(path);
                        Files.createSymbolicLink(path, program);
                    }
                });
        return links;
    }

    private List<String> usualNames() {
        return setup.kind().programs().stream().filter(name -> !name.contains("*")).toList();
    }

    private StepOutcome missing(VersionRange wanted, List<InstalledTool> found, Path cache) {
        String there =
                found.isEmpty()
                        ? "none"
                        : found.stream()
                                .map(tool -> tool.version().text() + " (" + tool.home() + ")")
                                .collect(Collectors.joining(", "));
        return new StepOutcome.Failed(
                Cause.RUNNER_ERROR,
                "asks for %s %s, and this host has %s: install it, or unpack it to %s"
                        .formatted(
                                setup.kind().shown(),
                                wanted.text(),
                                there,
                                cache.resolve(setup.kind().cached().replace("_*", "_jdk"))
                                        .resolve("VERSION/ARCHITECTURE")));
    }
}
