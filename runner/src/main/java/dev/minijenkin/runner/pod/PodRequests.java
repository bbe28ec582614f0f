package dev.minijenkin.runner.pod;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.kubernetes.JobPodRequest;
import dev.minijenkin.runner.container.ContainerException;
import dev.minijenkin.runner.container.ContainerSpec;
import dev.minijenkin.runner.container.ContainerSpecs;
import dev.minijenkin.runner.step.StepScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a job asks for in the words of docker into those of Kubernetes.
record PodRequests(StepScope scope, PodFolders folders) {
    private static final String HEALTH = "--health-";
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int USUAL_RETRIES = 3;

    JobPodRequest of(ClaimId claim, Duration limit, ContainerSpecs specs)
            throws ContainerException {
        List<JobPodRequest.Folder> mounted = new ArrayList<>(folders.parts());
        List<JobPodRequest.Login> logins = new ArrayList<>();
        if (specs.job().isPresent()) {
            ContainerSpec spec = specs.job().get();
            mounted.addAll(volumes("the container of the job", spec));
            logIn(spec, logins);
            leftOut("The container of the job", spec.options());
        }
        Map<String, JobPodRequest.Service> services = new LinkedHashMap<>();
        for (Map.Entry<String, ContainerSpec> each : specs.services().entrySet()) {
            services.put(each.getKey(), service(each.getKey(), each.getValue()));
            logIn(each.getValue(), logins);
        }
        return new JobPodRequest(
                claim.value(),
                limit,
                specs.job().map(ContainerSpec::image),
                mounted,
                services,
                logins);
    }

    private JobPodRequest.Service service(String name, ContainerSpec spec)
            throws ContainerException {
        Map<String, String> health = new HashMap<>();
        List<String> other = new ArrayList<>();
        List<String> words = new ArrayList<>(spec.options());
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            int sign = word.indexOf('=');
            if (!word.startsWith(HEALTH)) {
                other.add(word);
            } else if (sign > 0) {
                health.put(word.substring(HEALTH.length(), sign), word.substring(sign + 1));
            } else if (at + 1 < words.size()) {
                health.put(word.substring(HEALTH.length()), words.get(++at));
            }
        }
        leftOut("The service '" + name + "'", other);
        Map<String, String> ports = new LinkedHashMap<>();
        for (String port : spec.ports()) {
            String own = port.replaceFirst("/.*", "").replaceFirst(".*:", "");
            ports.put(own, own);
        }
        return new JobPodRequest.Service(
                spec.image(),
                spec.env(),
                spec.entrypoint(),
                spec.command(),
                volumes("the service '" + name + "'", spec),
                ports,
                check(health));
    }

    private static Optional<JobPodRequest.Check> check(Map<String, String> health) {
        String command = health.getOrDefault("cmd", "");
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new JobPodRequest.Check(
                                command,
                                time(health.get("start-period"), Duration.ZERO),
                                time(health.get("interval"), USUAL),
                                time(health.get("timeout"), USUAL),
                                health.getOrDefault("retries", "").matches("[1-9]\\d{0,5}")
                                        ? Integer.parseInt(health.get("retries"))
                                        : USUAL_RETRIES));
    }

    /// As docker writes it: `1m30s`.
    private static Duration time(@Nullable String text, Duration usual) {
        return text != null
                        && text.matches("(\\d{1,5}h)?(\\d{1,6}m)?(\\d{1,8}s)?")
                        && !text.isEmpty()
                ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT))
                : usual;
    }

    private void leftOut(String who, List<String> options) {
        if (!options.isEmpty()) {
            scope.printer()
                    .warning(
                            "%s has options that mean nothing in a pod: %s. Its template says what it may use."
                                    .formatted(who, String.join(" ", options)));
        }
    }

    /// Folders of a name are the same one in all containers of the job.
    private List<JobPodRequest.Folder> volumes(String who, ContainerSpec spec)
            throws ContainerException {
        List<JobPodRequest.Folder> list = new ArrayList<>();
        for (String volume : spec.volumes()) {
            String[] parts = volume.split(":", -1);
            if (parts.length > 1 && parts[0].startsWith("/")) {
                throw new ContainerException(
                        Cause.WORKFLOW_INVALID,
                        "runs in a pod, and %s wants the folder %s of a host: the template of the pods can have a volume instead"
                                .formatted(who, parts[0]));
            }
            String inside = parts.length > 1 ? parts[1] : parts[0];
            list.add(
                    new JobPodRequest.Folder(
                            inside,
                            "volumes/"
                                    + (parts.length > 1
                                            ? parts[0]
                                            : who.replaceAll("[^A-Za-z0-9_-]", "") + inside)));
        }
        return list;
    }

    private void logIn(ContainerSpec spec, List<JobPodRequest.Login> logins) {
        spec.credentials()
                .ifPresent(one -> {
                    scope.effects().masks().addMask(one.password());
                    logins.add(
                            new JobPodRequest.Login(
                                    ContainerSpec.registry(spec.image()),
                                    one.username(),
                                    one.password()));
                });
    }
}
