package dev.minijenkin.runner.action.load;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionHeading;
import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.ActionServices;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.action.ActionFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An action that is a program for Node.js, which the host brings: whatever a step did to the path
/// of the job does not decide about it.
///
/// @param step name of the step, for its post step
/// @param services of the job
public record NodeAction(
        LoadedAction action,
        ActionFile.Runs.Node node,
        ActionInputs inputs,
        String step,
        ActionServices services)
        implements StepHandler {
    private static final String LOOPBACK = "127.0.0.1,.localhost";
    private static final List<String> PROXIES =
            List.of("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        ActionHeading.print(scope, "Run " + action.shown(), inputs);
        if (action.isLocal() && !node.pre().isEmpty()) {
            scope.printer()
                    .warning(
                            "What the action has to do before the first step (pre) is left out: its"
                                    + " files are there only now.");
        }
        return carryOut(scope, node.main());
    }

    @Override
    public List<Post> posts() {
        return node.post().isEmpty()
                ? List.of()
                : List.of(
                        new Post(
                                "Post " + step, node.postIf(), scope -> later(scope, node.post())));
    }

    /// Another part of the action than the one of its step.
    public StepOutcome later(StepScope scope, String program) throws InterruptedException {
        ActionHeading.print(
                scope,
                "Run " + action.shown() + " (" + program + ")",
                new ActionInputs(inputs.values(), List.of()));
        return carryOut(scope, program);
    }

    private StepOutcome carryOut(StepScope scope, String program) throws InterruptedException {
        Optional<String> found = findNode(scope);
        if (found.isEmpty()) {
            return new StepOutcome.Failed(
                    Cause.RUNNER_ERROR,
                    "uses '"
                            + action.shown()
                            + "', a program for Node.js, and "
                            + (scope.host().equals(scope.host().machine())
                                    ? "this host has no node: install it where the PATH of the runner"
                                            + " finds it"
                                    : "the image of the container has no node, nor can it start the one of"
                                            + " the host: choose one that has"));
        }
        Path file = action.folder().resolve(program).normalize();
        if (!Files.exists(file)) {
            return new StepOutcome.Failed(
                    Cause.WORKFLOW_INVALID,
                    "uses '" + action.shown() + "', whose program " + program + " is not there");
        }
        return StepProcess.run(
                scope,
                List.of(found.get(), scope.host().inside(file.toString())),
                scope.workspace().source(),
                environment(scope));
    }

    private Map<String, String> environment(StepScope scope) {
        Map<String, String> environment = new HashMap<>(scope.environment());
        environment.putAll(services.variables());
        reachLoopback(environment);
        environment.putAll(inputs.variables());
        scope.state().forEach((name, value) -> environment.put("STATE_" + name, value));
        action.github()
                .forEach((name, value) ->
                        environment.put(
                                "GITHUB_" + name.toUpperCase(Locale.ROOT),
                                scope.host().inside(value)));
        return environment;
    }

    /// Not by way of a proxy: some of the clients ask one for everything.
    private static void reachLoopback(Map<String, String> environment) {
        if (PROXIES.stream().noneMatch(environment::containsKey)) {
            return;
        }
        for (String name : List.of("no_proxy", "NO_PROXY")) {
            String before = environment.getOrDefault(name, "");
            environment.put(name, before.isEmpty() ? LOOPBACK : before + "," + LOOPBACK);
        }
    }

    /// The one of the wanted version where the host has it by that name, else the one that it has.
    private Optional<String> findNode(StepScope scope) {
        String path = scope.host().environment().getOrDefault("PATH", "");
        return Stream.of(node.using(), "node")
                .flatMap(program -> scope.host().findProgram(program, path).stream())
                .findFirst();
    }
}
