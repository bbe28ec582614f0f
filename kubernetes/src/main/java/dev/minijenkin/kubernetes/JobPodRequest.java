package dev.minijenkin.kubernetes;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a job needs of its pod.
///
/// @param claim of the job
/// @param limit after which Kubernetes ends the pod, whatever became of the runner
/// @param image in which its steps run; empty: that of the template
/// @param folders that its container has
/// @param services beside it, by the names under which steps find them
/// @param logins of registries
public record JobPodRequest(
        long claim,
        Duration limit,
        Optional<String> image,
        List<Folder> folders,
        Map<String, Service> services,
        List<Login> logins) {
    /// A folder that lives as long as the pod.
    ///
    /// @param inside absolute
    /// @param part of the volume: what is the same part is the same folder
    public record Folder(String inside, String part) {}

    /// A container beside the steps.
    ///
    /// @param entrypoint empty: that of the image
    /// @param ports on which it listens, for those under which the workflow names them
    public record Service(
            String image,
            Map<String, String> environment,
            String entrypoint,
            List<String> command,
            List<Folder> folders,
            Map<String, String> ports,
            Optional<Check> check) {
        public Service {
            environment = Map.copyOf(environment);
            command = List.copyOf(command);
            ports = Map.copyOf(ports);
            folders = List.copyOf(folders);
        }

        /// Variables may be secret.
        @Override
        public String toString() {
            return image;
        }
    }

    /// By which a container is known to be ready.
    ///
    /// @param command of a shell
    /// @param retries after so many it is given up
    public record Check(
            String command, Duration delay, Duration interval, Duration timeout, int retries) {}

    /// With what a registry is asked.
    ///
    /// @param registry empty: the usual one
    public record Login(String registry, String username, String password) {
        /// The password is nobody's business.
        @Override
        public String toString() {
            return username;
        }
    }

    public JobPodRequest {
        folders = List.copyOf(folders);
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        logins = List.copyOf(logins);
    }
}
