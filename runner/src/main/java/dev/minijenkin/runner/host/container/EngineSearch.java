package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.host.local.HostEnvironment;
import dev.minijenkin.runner.host.local.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// With which program a runner starts containers.
///
/// @param program `auto`: the first of `docker` and `podman` that works; `none`; or the name or the
///   path of one
/// @param variables of the runner, in which it is looked for and which it is given
public record EngineSearch(String program, Map<String, String> variables)
        implements ContainerSource {
    /// Of a runner that starts no containers.
    public static final EngineSearch NONE = new EngineSearch("none", Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(EngineSearch.class);

    public EngineSearch {
        variables = Map.copyOf(variables);
    }

    /// The same program with the variables of this process.
    public static EngineSearch of(String program) {
        return new EngineSearch(program, System.getenv());
    }

    @Override
    public boolean isNone() {
        return program.equals("none");
    }

    @Override
    public boolean isNamed() {
        return !isNone() && !program.equals("auto");
    }

    /// Starts the programs that come into question to learn whether they work.
    public Optional<ContainerEngine> find() {
        List<String> names =
                switch (program) {
                    case "none" -> List.of();
                    case "auto" -> List.of("docker", "podman");
                    case String named -> List.of(named);
                };
        for (String name : names) {
            Optional<Path> path = Programs.find(name, variables.getOrDefault("PATH", ""));
            if (path.isPresent()) {
                Optional<ContainerEngine> engine =
                        ContainerEngine.tried(path.get(), HostEnvironment.forContainers(variables));
                if (engine.isPresent()) {
                    return engine;
                }
            }
        }
        if (!names.isEmpty()) {
            LOG.info(
                    "No containers here: {} cannot be used on this host",
                    String.join(" and ", names));
        }
        return Optional.empty();
    }
}
