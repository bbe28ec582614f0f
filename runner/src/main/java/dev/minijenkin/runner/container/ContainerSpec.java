package dev.minijenkin.runner.container;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container that a job asks for, evaluated.
///
/// @param image never empty, without `docker://`
/// @param options more words for the program that creates it
/// @param entrypoint empty: that of the image
/// @param command words after the image
public record ContainerSpec(
        String image,
        List<String> options,
        Map<String, String> env,
        List<String> ports,
        List<String> volumes,
        Optional<Credentials> credentials,
        String entrypoint,
        List<String> command) {
    /// With what the registry of the image is asked.
    public record Credentials(String username, String password) {
        /// The password is nobody's business.
        @Override
        public String toString() {
            return username;
        }
    }

    public ContainerSpec {
        options = List.copyOf(options);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        command = List.copyOf(command);
    }

    /// What the image's name says about where it comes from: empty for the usual registry.
    public static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "";
    }
}
