package dev.minijenkin.runner.pod;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.kubernetes.JobPod;
import dev.minijenkin.kubernetes.JobPodRequest;
import dev.minijenkin.kubernetes.JobPods;
import dev.minijenkin.kubernetes.KubernetesException;
import dev.minijenkin.kubernetes.PodState;
import dev.minijenkin.runner.container.ContainerException;
import dev.minijenkin.runner.container.ContainerRun;
import dev.minijenkin.runner.container.ContainerSpecs;
import dev.minijenkin.runner.container.ContainersOfJob;
import dev.minijenkin.runner.container.JobNeeds;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.container.ContainerPaths;
import dev.minijenkin.runner.host.container.EnclosedHost;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The pod of one job: its steps run in one container, and its services are others of the same pod.
/// Used by the job's thread alone.
final class PodOfJob implements ContainersOfJob {
    private static final long LOOK_MILLIS = 200;

    private final JobPods pods;
    private final PodSource source;
    private final JobNeeds needs;
    private final Map<String, Value> job = new LinkedHashMap<>();
    private @Nullable JobPod pod;

    PodOfJob(JobPods pods, PodSource source, JobNeeds needs) {
        this.pods = pods;
        this.source = source;
        this.needs = needs;
    }

    @Override
    public boolean isNeeded(JobContainers definition) {
        return true;
    }

    @Override
    public StepHost start(
            JobContainers definition,
            Contexts contexts,
            StepScope scope,
            Map<String, String> beside)
            throws ContainerException, InterruptedException {
        if (needs.deploys()) {
            throw new ContainerException(
                    Cause.WORKFLOW_INVALID,
                    "deploys to an environment, and this runner carries jobs out in pods: nothing"
                            + " would end a pod together with the lease, so choose a runner that has"
                            + " none in runs-on");
        }
        ContainerSpecs specs = ContainerSpecs.of(definition, contexts);
        PodFolders folders = new PodFolders(needs.folders(), source.root());
        needs.folders().make();
        scope.printer().heading("##[group]Start the pod");
        try {
            JobPodRequest request =
                    new PodRequests(scope, folders).of(needs.claim(), needs.limit(), specs);
            JobPod made = pods.make(request);
            pod = made;
            scope.printer().line("Waits for the pod " + made.name());
            await(made, scope);
            tell(made, request);
            return host(made, scope, folders, specs, beside);
        } catch (KubernetesException e) {
            throw new ContainerException(
                    Cause.RUNNER_ERROR, "needs a pod, which cannot be made. " + e.getMessage());
        } finally {
            scope.printer().heading("##[endgroup]");
        }
    }

    /// Until all that it needs runs in it.
    private void await(JobPod made, StepScope scope)
            throws ContainerException, InterruptedException {
        long deadline = System.nanoTime() + source.patience().toNanos();
        String told = "";
        while (true) {
            PodState state = state(made);
            switch (state) {
                case PodState.Ready(Map<String, Integer> ended) -> {
                    ended.forEach((service, code) ->
                            scope.printer()
                                    .warning(
                                            "The service '%s' ended with code %d at once"
                                                    .formatted(service, code)));
                    return;
                }
                case PodState.Failed(String why, Optional<String> service) -> {
                    service.ifPresent(name -> showLog(made, name, scope));
                    throw new ContainerException(
                            Cause.RUNNER_ERROR, "needs a pod that runs. " + why);
                }
                case PodState.Coming(Optional<String> trouble) -> {
                    if (trouble.isPresent() && !trouble.get().equals(told)) {
                        told = trouble.get();
                        scope.printer().line(told);
                    }
                }
            }
            Optional<StopReason> stop = scope.stop().reason();
            if (stop.isPresent()) {
                throw new ContainerException(new StepOutcome.Stopped(stop.get()));
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new ContainerException(
                        Cause.RUNNER_ERROR,
                        "needs a pod, which did not run within %d s. %s"
                                .formatted(
                                        source.patience().toSeconds(),
                                        told.isEmpty() ? "Kubernetes does not say why" : told));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /// A Kubernetes that is away for a moment is a reason to wait.
    private static PodState state(JobPod made) {
        try {
            return made.state();
        } catch (KubernetesException e) {
            return new PodState.Coming(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static void showLog(JobPod made, String service, StepScope scope) {
        scope.printer().line("Log of the service '" + service + "':");
        made.log(service).lines().forEach(scope.printer()::line);
    }

    private void tell(JobPod made, JobPodRequest request) {
        job.put("container", ObjectValue.ofTexts(Map.of("id", made.name(), "network", "")));
        Map<String, Value> services = new LinkedHashMap<>();
        request.services()
                .forEach((name, service) ->
                        services.put(
                                name,
                                ObjectValue.ignoringCase(
                                        Map.of(
                                                "id",
                                                Value.of(made.name() + "/" + name),
                                                "network",
                                                Value.of(""),
                                                "ports",
                                                ObjectValue.ofTexts(service.ports())))));
        if (!services.isEmpty()) {
            job.put("services", ObjectValue.ignoringCase(services));
        }
    }

    private StepHost host(
            JobPod made,
            StepScope scope,
            PodFolders folders,
            ContainerSpecs specs,
            Map<String, String> beside)
            throws InterruptedException {
        ContainerPaths paths = folders.paths();
        Map<String, String> inside = new HashMap<>();
        inside.put(
                "PATH",
                PodHost.asked(made, List.of("/bin/sh", "-c", "printf %s \"$PATH\""))
                        .filter(path -> !path.isEmpty())
                        .orElse(EnclosedHost.USUAL_PATH));
        inside.put("HOME", folders.home());
        specs.job().ifPresent(spec -> inside.putAll(spec.env()));
        Path control = needs.folders().workspace().control();
        PodHost host =
                new PodHost(
                        made,
                        new PodFiles(
                                made, scope.host(), scope.stop(), paths, needs.folders().hidden()),
                        scope.host(),
                        paths,
                        new EnclosedHost.Variables(inside, beside),
                        control);
        host.copyIn(List.of(control, needs.folders().workspace().temp()));
        return host;
    }

    @Override
    public StepOutcome run(ContainerRun run, StepScope scope) {
        return new StepOutcome.Failed(
                Cause.RUNNER_ERROR,
                "is a container, and this runner carries jobs out in pods, to which none can be"
                        + " added: a runner with docker or podman can start it");
    }

    @Override
    public Map<String, Value> context() {
        return job;
    }

    /// Removes the pod, whatever the thread is told meanwhile.
    @Override
    public void close() {
        if (pod != null) {
            pod.close();
        }
    }
}
