package dev.minijenkin.runner.action.cache;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.cache.CacheKey;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `uses: actions/cache`, `actions/cache/restore` and `actions/cache/save`, over archives on the
/// disk of this host.
public final class CacheAction implements StepHandler {
    private final Parts parts;
    private final CacheStore store;
    private final ActionCall call;

    // What the restoring part found, for the saving one. Used by the job's thread alone.
    private boolean exact;
    private boolean restored;
    private Optional<CacheInputs> asked = Optional.empty();

    /// What of it a step wants.
    public enum Parts {
        BOTH,
        RESTORE,
        SAVE
    }

    public CacheAction(Parts parts, CacheStore store, ActionCall call) {
        this.parts = parts;
        this.store = store;
        this.call = call;
    }

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        CacheInputs inputs;
        try {
            inputs = CacheInputs.of(call);
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        }
        asked = Optional.of(inputs);
        try {
            return parts == Parts.SAVE ? save(scope, inputs) : restore(scope, inputs);
        } catch (IOException e) {
            throw DiskTrouble.explain("use the cache", scope.workspace().source(), e);
        }
    }

    @Override
    public List<Post> posts() {
        return parts == Parts.BOTH
                ? List.of(
                        new Post("Post " + call.step().head().name(), "success()", this::saveLater))
                : List.of();
    }

    private StepOutcome restore(StepScope scope, CacheInputs inputs)
            throws IOException, InterruptedException {
        Optional<String> branch = call.actions().record().defaultBranch();
        Optional<CacheStore.Archive> found =
                branch.isEmpty()
                        ? Optional.empty()
                        : store.find(
                                repository(),
                                inputs.scopes().all(branch.get()),
                                inputs.version(),
                                inputs.keys());
        scope.effects().output("cache-primary-key", inputs.key());
        if (found.isEmpty()) {
            return missed(scope, inputs);
        }
        CacheStore.Archive archive = found.get();
        if (inputs.lookupOnly()) {
            scope.printer().line("The cache has " + archive.key().key() + ".");
        } else {
            StepOutcome outcome = new CacheArchive(scope).unpack(archive.file());
            if (!(outcome instanceof StepOutcome.Succeeded)) {
                return outcome instanceof StepOutcome.ExitedWith ? missed(scope, inputs) : outcome;
            }
            store.touch(archive);
            scope.printer()
                    .line(
                            "Restored from the cache: %s (%d bytes)"
                                    .formatted(archive.key().key(), archive.size()));
        }
        restored = true;
        exact = archive.key().key().equals(inputs.key());
        scope.effects().output("cache-hit", Boolean.toString(exact));
        scope.effects().output("cache-matched-key", archive.key().key());
        return new StepOutcome.Succeeded();
    }

    private static StepOutcome missed(StepScope scope, CacheInputs inputs) {
        if (inputs.failOnMiss()) {
            return new StepOutcome.Failed(
                    Cause.EXIT_CODE,
                    "found nothing in the cache for the key '" + inputs.key() + "'");
        }
        scope.printer().line("The cache has nothing for " + String.join(", ", inputs.keys()) + ".");
        return new StepOutcome.Succeeded();
    }

    /// A cache that cannot be kept is told of, and fails nobody.
    private StepOutcome saveLater(StepScope scope) throws InterruptedException {
        try {
            // The key of then: what it is made of may be other files by now.
            CacheInputs inputs = asked.orElseGet(() -> CacheInputs.of(call));
            if (restored && exact) {
                scope.printer().line("The cache had " + inputs.key() + ": nothing is kept.");
                return new StepOutcome.Succeeded();
            }
            return save(scope, inputs);
        } catch (IllegalArgumentException e) {
            return warn(scope, "The step " + e.getMessage() + ".");
        } catch (IOException e) {
            return warn(scope, "The cache cannot be kept: " + DiskTrouble.place(e));
        }
    }

    private StepOutcome save(StepScope scope, CacheInputs inputs)
            throws IOException, InterruptedException {
        CacheKey key = new CacheKey(inputs.scopes().own(), inputs.version(), inputs.key());
        if (store.has(repository(), key)) {
            scope.printer().line("The cache has " + inputs.key() + " already: it stays as it is.");
            return new StepOutcome.Succeeded();
        }
        return new CacheArchive(scope).pack(inputs.paths(), store, repository(), key);
    }

    private static StepOutcome warn(StepScope scope, String message) {
        scope.printer().warning(message);
        scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
        return new StepOutcome.Succeeded();
    }

    private String repository() {
        return call.source().repository();
    }
}
