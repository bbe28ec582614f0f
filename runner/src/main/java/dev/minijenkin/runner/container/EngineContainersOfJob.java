package dev.minijenkin.runner.container;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.runner.host.container.ContainerHost;
import dev.minijenkin.runner.host.container.ContainerPaths;
import dev.minijenkin.runner.host.container.EnclosedHost;
import dev.minijenkin.runner.host.container.EngineVariables;
import dev.minijenkin.runner.host.container.RunningContainer;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The containers of one job on its host, and their network.
final class EngineContainersOfJob implements ContainersOfJob {
    private static final String NODE = "/__e/node";

    private final SharedEngine shared;
    private final ContainerFolders folders;
    private final boolean deploys;
    private final MadeContainers made;
    private final Set<String> fetched = ConcurrentHashMap.newKeySet();
    private final Map<String, String> brought = new HashMap<>();
    private final Map<String, Value> job = new LinkedHashMap<>();
    private Optional<String> inside = Optional.empty();

    /// One without any yet.
    EngineContainersOfJob(SharedEngine shared, JobNeeds needs) {
        this.shared = shared;
        this.folders = needs.folders();
        this.deploys = needs.deploys();
        this.made = new MadeContainers(shared, needs);
    }

    @Override
    public boolean isNeeded(JobContainers definition) {
        return !definition.none();
    }

    @Override
    public StepHost start(
            JobContainers definition,
            Contexts contexts,
            StepScope scope,
            Map<String, String> beside)
            throws ContainerException, InterruptedException {
        ContainerSpecs specs = ContainerSpecs.of(definition, contexts);
        if (specs.isEmpty()) {
            return scope.host();
        }
        ContainerEngine engine = engine();
        scope.printer().heading("##[group]Start containers");
        try {
            return start(specs, engine, scope, beside);
        } finally {
            scope.printer().heading("##[endgroup]");
        }
    }

    private StepHost start(
            ContainerSpecs specs,
            ContainerEngine engine,
            StepScope scope,
            Map<String, String> beside)
            throws ContainerException, InterruptedException {
        ContainerImages images = new ContainerImages(engine, scope, fetched);
        made.makeNetwork(engine);
        Map<String, String> services = new LinkedHashMap<>();
        for (Map.Entry<String, ContainerSpec> service : specs.services().entrySet()) {
            images.pull(service.getValue());
            services.put(service.getKey(), startService(engine, service));
        }
        if (specs.job().isPresent()) {
            images.pull(specs.job().get());
            Optional<Path> node = node(scope.host());
            inside = Optional.of(startJob(engine, specs.job().get(), node));
        }
        ServiceHealth health = new ServiceHealth(engine, images);
        Map<String, Value> told = new LinkedHashMap<>();
        for (Map.Entry<String, String> service : services.entrySet()) {
            ContainerState state =
                    health.await(
                            "the service '" + service.getKey() + "'", service.getValue(), false);
            told.put(service.getKey(), context(state));
        }
        if (!told.isEmpty()) {
            job.put("services", ObjectValue.ignoringCase(told));
        }
        StepHost host = scope.host();
        if (inside.isPresent()) {
            ContainerState state = health.await("the container of the job", inside.get(), true);
            job.put(
                    "container",
                    ObjectValue.ofTexts(
                            Map.of("id", state.id(), "network", made.network().orElse(""))));
            host = hostIn(engine, host, inside.get(), state, beside);
        }
        return host;
    }

    @Override
    public StepOutcome run(ContainerRun run, StepScope scope) throws InterruptedException {
        try {
            return run(run, scope, engine());
        } catch (ContainerException e) {
            return e.outcome();
        }
    }

    private StepOutcome run(ContainerRun run, StepScope scope, ContainerEngine engine)
            throws ContainerException, InterruptedException {
        StepScope machine = scope.onMachine();
        String image = image(run.image(), new ContainerImages(engine, machine, fetched));
        folders.make();
        openFiles();
        ContainerPaths paths = folders.ofAction();
        String name = made.nextName();
        EngineVariables variables = made.variables(name, inAction(run, scope, paths));
        List<String> words = new ArrayList<>(List.of("run", "--rm", "--name", name));
        words.addAll(made.marks());
        words.addAll(List.of("--workdir", ContainerFolders.ACTION_SOURCE));
        made.network().ifPresent(joined -> words.addAll(List.of("--network", joined)));
        if (!run.entrypoint().isEmpty()) {
            words.addAll(List.of("--entrypoint", run.entrypoint()));
        }
        words.addAll(paths.options());
        words.addAll(variables.options());
        words.add(image);
        words.addAll(run.args());
        Map<String, String> environment = new HashMap<>(engine.environment());
        environment.putAll(variables.environment());
        StepOutcome outcome =
                StepProcess.run(
                        machine,
                        new HostCommand(
                                engine.command(words),
                                folders.workspace().temp(),
                                environment,
                                Optional.of(new RunningContainer(engine, name))));
        if (outcome instanceof StepOutcome.Succeeded || outcome instanceof StepOutcome.ExitedWith) {
            // It has removed itself.
            made.forget(name);
        }
        return outcome;
    }

    private static String image(ContainerRun.Image image, ContainerImages images)
            throws ContainerException, InterruptedException {
        return switch (image) {
            case ContainerRun.Image.Named(String name) -> images.pulled(name);
            case ContainerRun.Image.Built(Path dockerfile) -> images.built(dockerfile);
        };
    }

    /// Variables of the step, but for those that say something of the machine or of the container
    /// of the job, and those of the action.
    private static Map<String, String> inAction(
            ContainerRun run, StepScope scope, ContainerPaths paths) {
        Map<String, String> variables = new HashMap<>(scope.environment());
        variables.entrySet().removeAll(scope.host().environment().entrySet());
        variables.keySet().removeAll(List.of("PATH", "GIT_CONFIG_GLOBAL"));
        variables.putAll(run.variables());
        variables.replaceAll((_, value) -> paths.inside(scope.host().outside(value)));
        variables.put("HOME", ContainerFolders.HOME);
        return variables;
    }

    /// Whoever the user of the image is, it may write what the step writes.
    private void openFiles() {
        Path control = folders.workspace().control();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(control)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    ContainerHost.open(file);
                }
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("show a container the files of the step", control, e);
        }
    }

    @Override
    public Map<String, Value> context() {
        return job;
    }

    /// The program, for whoever needs a container in this job.
    ContainerEngine engine() throws ContainerException {
        if (deploys) {
            throw new ContainerException(
                    Cause.WORKFLOW_INVALID,
                    "needs a container and deploys to an environment: nothing would end the container"
                            + " together with the lease, so leave out either of them");
        }
        return shared.engine()
                .orElseThrow(() ->
                        new ContainerException(
                                Cause.RUNNER_ERROR,
                                "needs a container, and this runner has neither docker nor podman that works:"
                                        + " runners that have one carry the label '"
                                        + JobContainers.LABEL
                                        + "', which the job can ask for in runs-on"));
    }

    /// With which actions run in an image that has none: one file, that needs no more than a C
    /// library.
    private static Optional<Path> node(StepHost machine) {
        try {
            Optional<String> found =
                    machine.findProgram("node", machine.environment().getOrDefault("PATH", ""));
            return found.isPresent()
                    ? Optional.of(Path.of(found.get()).toRealPath())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Value context(ContainerState state) {
        Map<String, Value> context = new LinkedHashMap<>();
        context.put("id", Value.of(state.id()));
        context.put("network", Value.of(made.network().orElse("")));
        context.put("ports", ObjectValue.ofTexts(state.ports()));
        return ObjectValue.ignoringCase(context);
    }

    private String startService(ContainerEngine engine, Map.Entry<String, ContainerSpec> service)
            throws InterruptedException {
        ContainerSpec spec = service.getValue();
        List<String> words = new ArrayList<>(List.of("--network-alias", service.getKey()));
        for (String port : spec.ports()) {
            words.addAll(List.of("--publish", port));
        }
        if (!spec.entrypoint().isEmpty()) {
            words.addAll(List.of("--entrypoint", spec.entrypoint()));
        }
        return made.start(
                engine,
                "service '" + service.getKey() + "'",
                spec,
                words,
                Map.of(),
                spec.command());
    }

    /// It waits for commands: whatever the image would do by itself is left out.
    ///
    /// @param node the Node.js of the machine
    private String startJob(ContainerEngine engine, ContainerSpec spec, Optional<Path> node)
            throws InterruptedException {
        folders.make();
        List<String> words = new ArrayList<>(List.of("--workdir", folders.source()));
        words.addAll(folders.ofJob().options());
        for (String port : spec.ports()) {
            words.addAll(List.of("--publish", port));
        }
        if (node.isPresent()) {
            words.addAll(List.of("--volume", node.get() + ":" + NODE + ":ro"));
            brought.put("node", NODE);
        }
        words.addAll(List.of("--entrypoint", "tail"));
        Map<String, String> own =
                Map.of("HOME", ContainerFolders.HOME, "GITHUB_ACTIONS", "true", "CI", "true");
        return made.start(
                engine, "container of the job", spec, words, own, List.of("-f", "/dev/null"));
    }

    private ContainerHost hostIn(
            ContainerEngine engine,
            StepHost machine,
            String container,
            ContainerState state,
            Map<String, String> beside) {
        return new ContainerHost(
                engine,
                machine,
                container,
                folders.ofJob(),
                new EnclosedHost.Variables(
                        Map.of(
                                "PATH",
                                state.path().orElse(EnclosedHost.USUAL_PATH),
                                "HOME",
                                ContainerFolders.HOME),
                        beside),
                new ContainerHost.Settings(
                        brought, folders.workspace().control(), folders.hidden()));
    }

    @Override
    public void close() {
        if (made.isEmpty()) {
            return;
        }
        Thread removal =
                Thread.ofVirtual().name("container-removal").start(() -> made.remove(inside));
        boolean interrupted = false;
        while (removal.isAlive()) {
            try {
                removal.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
