package dev.minijenkin.runner.container;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.runner.host.container.EngineVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a job has its host's engine make, network and containers, each marked as its claim's; all
/// of it is removed at the end. Steps in the background make theirs beside those of others: none
/// gets a name or a file that another one has.
final class MadeContainers {
    private static final Logger LOG = LoggerFactory.getLogger(MadeContainers.class);

    private static final String EMPTY =
            "for folder; do rm -rf \"$folder\"/* \"$folder\"/.[!.]*; done";

    private final SharedEngine shared;
    private final ClaimId claim;
    private final ContainerFolders folders;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final AtomicInteger names = new AtomicInteger();
    private Optional<String> network = Optional.empty();

    /// Nothing yet.
    MadeContainers(SharedEngine shared, JobNeeds needs) {
        this.shared = shared;
        this.claim = needs.claim();
        this.folders = needs.folders();
    }

    /// Whether nothing was made.
    boolean isEmpty() {
        return made.isEmpty() && network.isEmpty();
    }

    /// The network that containers of the job share, once there is one.
    Optional<String> network() {
        return network;
    }

    /// Options that mark what belongs to the job.
    List<String> marks() {
        return shared.marks(claim);
    }

    /// Makes the network.
    void makeNetwork(ContainerEngine engine) throws InterruptedException {
        String name = name("network");
        network = Optional.of(name);
        List<String> words = new ArrayList<>(List.of("network", "create"));
        words.addAll(marks());
        words.add(name);
        engine.demand("A network for the job cannot be made", words, ContainerEngine.Given.NOTHING);
    }

    /// Makes a container in the network and starts it.
    ///
    /// @param what it is, for the sentence of a failure
    /// @param options of the engine, before those of the file
    /// @param own variables that the file may set otherwise
    /// @return its name
    String start(
            ContainerEngine engine,
            String what,
            ContainerSpec spec,
            List<String> options,
            Map<String, String> own,
            List<String> command)
            throws InterruptedException {
        String name = nextName();
        Map<String, String> environment = new HashMap<>(own);
        environment.putAll(spec.env());
        EngineVariables variables = variables(name, environment);
        List<String> words = new ArrayList<>(List.of("create", "--name", name));
        words.addAll(marks());
        words.addAll(List.of("--network", network.orElseThrow()));
        words.addAll(options);
        words.addAll(variables.options());
        for (String volume : spec.volumes()) {
            words.addAll(List.of("--volume", volume));
        }
        words.addAll(spec.options());
        words.add(spec.image());
        words.addAll(command);
        engine.demand(
                "The " + what + " cannot be made",
                words,
                new ContainerEngine.Given(variables.environment(), ""));
        engine.demand(
                "The " + what + " does not start",
                List.of("start", name),
                ContainerEngine.Given.NOTHING);
        return name;
    }

    /// Variables of a container as the engine takes them, by a file that the job does not see.
    EngineVariables variables(String container, Map<String, String> environment) {
        Path file = folders.hidden().resolve("variables_" + container);
        try {
            return EngineVariables.of(environment, file);
        } catch (IOException e) {
            throw DiskTrouble.explain("hand variables to a container", file, e);
        }
    }

    /// The name of a container that is about to be made, and will be removed.
    String nextName() {
        String name = name(Integer.toString(names.incrementAndGet()));
        made.add(name);
        return name;
    }

    private String name(String part) {
        return shared.prefix() + claim.value() + "-" + part;
    }

    /// A container that has removed itself.
    void forget(String name) {
        made.remove(name);
    }

    /// What users of the container made the runner's user may not delete, unless it is root. They
    /// go with the workspace.
    private void emptyFolders(ContainerEngine engine, String container)
            throws InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of("exec", "--user", "0", container, "/bin/sh", "-c", EMPTY, "sh"));
        words.addAll(folders.goneWithJob());
        try {
            if (!folders.belongToRoot()) {
                engine.demand(
                        "Files of claim %d may stay".formatted(claim.value()),
                        words,
                        ContainerEngine.Given.NOTHING);
            }
        } catch (RunnerException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /// Removes it all; what cannot be removed is logged, and goes at the next start of this runner.
    ///
    /// @param inside the container of the job, whose users left files in folders of the machine
    void remove(Optional<String> inside) {
        try {
            Optional<ContainerEngine> engine = shared.engine();
            if (engine.isEmpty()) {
                return;
            }
            if (inside.isPresent()) {
                emptyFolders(engine.get(), inside.get());
            }
            if (!made.isEmpty()) {
                SharedEngine.removed(
                        engine.get(),
                        SharedEngine.removal(engine.get()),
                        made.stream().sorted().toList());
            }
            if (network.isPresent()) {
                SharedEngine.removed(
                        engine.get(), List.of("network", "rm"), List.of(network.get()));
            }
        } catch (RunnerException e) {
            LOG.warn(
                    "Containers of claim {} are left to the next start of this runner: {}",
                    claim.value(),
                    e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
