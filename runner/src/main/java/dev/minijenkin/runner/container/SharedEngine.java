package dev.minijenkin.runner.container;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.runner.host.container.EngineSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Containers of the host: the program that starts them, looked for when somebody asks first, and
/// the marks by which what a runner left that was killed is found again. Guarded by `this`.
final class SharedEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEngine.class);
    private static final String RUNNER = "dev.mini-jenkin.runner=";
    private static final String CLAIM = "dev.mini-jenkin.claim=";

    private final EngineSearch search;
    private final String owner;
    private Optional<ContainerEngine> engine = Optional.empty();
    private boolean looked;

    /// Those of a work folder.
    ///
    /// @param owner tells the work folder from every other one, on whatever host
    SharedEngine(EngineSearch search, String owner) {
        this.search = search;
        this.owner = owner;
    }

    /// The program, if there is one that works. Whoever asks first waits until what an earlier
    /// process left in this work folder is removed.
    synchronized Optional<ContainerEngine> engine() {
        if (!looked) {
            looked = true;
            engine = search.find();
            engine.ifPresent(this::removeLeft);
        }
        return engine;
    }

    /// Options that mark what belongs to a claim.
    List<String> marks(ClaimId claim) {
        return List.of("--label", RUNNER + owner, "--label", CLAIM + claim.value());
    }

    /// What the names of all that belongs to this runner begin with.
    String prefix() {
        return "mini-jenkin-" + owner.substring(0, Math.min(8, owner.length())) + "-";
    }

    /// No job of this process has any yet.
    private void removeLeft(ContainerEngine found) {
        String mine = "label=" + RUNNER + owner;
        try {
            remove(found, List.of("ps", "--all", "--quiet", "--filter", mine), removal(found));
            remove(
                    found,
                    List.of("network", "ls", "--quiet", "--filter", mine),
                    List.of("network", "rm"));
        } catch (RunnerException e) {
            LOG.warn("Containers of an earlier runner may be left: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(ContainerEngine engine, List<String> find, List<String> removal)
            throws InterruptedException {
        List<String> ids = engine.ask(find.toArray(String[]::new)).output().lines().toList();
        if (!ids.isEmpty()) {
            LOG.info("Removes what an earlier runner left: {}", String.join(" ", ids));
            removed(engine, removal, ids);
        }
    }

    /// Words that remove containers at once, with what they wrote.
    static List<String> removal(ContainerEngine engine) {
        return engine.kind() == ContainerEngine.Kind.PODMAN
                ? List.of("rm", "--force", "--volumes", "--time", "0")
                : List.of("rm", "--force", "--volumes");
    }

    /// Removes them; what cannot be removed is logged.
    static void removed(ContainerEngine engine, List<String> removal, List<String> names)
            throws InterruptedException {
        List<String> words = new ArrayList<>(removal);
        words.addAll(names);
        ContainerEngine.Answer answer = engine.ask(words.toArray(String[]::new));
        if (!answer.succeeded()) {
            LOG.warn("{} is left: {}", String.join(" ", names), answer.complaint());
        }
    }
}
