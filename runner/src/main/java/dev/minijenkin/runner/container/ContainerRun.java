package dev.minijenkin.runner.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A container that does one thing and ends: an action, or a part of one.
///
/// @param entrypoint empty: that of the image
/// @param variables beside those of the step
public record ContainerRun(
        Image image, String entrypoint, List<String> args, Map<String, String> variables) {
    public ContainerRun {
        args = List.copyOf(args);
        variables = Map.copyOf(variables);
    }

    /// What it is made of.
    public sealed interface Image {
        /// One that a registry has.
        record Named(String name) implements Image {}

        /// One that is built here, once for what its folder holds.
        record Built(Path dockerfile) implements Image {}
    }
}
