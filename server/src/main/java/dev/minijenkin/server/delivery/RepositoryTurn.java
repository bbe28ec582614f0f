package dev.minijenkin.server.delivery;

import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.Lazy;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.ResolvedRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What deliveries of a repository that are carried out together share: whatever one of them asked
/// the remote or its mirror for need not be asked again, as all of them had come before. Used by
/// one thread.
final class RepositoryTurn {
    private final Repository repository;
    private final Lazy<Mirror> mirror;
    private final Lazy<Optional<String>> defaultCommit;
    private final Map<String, Optional<ResolvedRef>> refs = new HashMap<>();
    private final Map<ResolvedRef, Optional<Commit>> commits = new HashMap<>();
    private final Map<String, List<WorkflowSource>> files = new HashMap<>();
    private final Optional<Commit> ofFiles;

    /// @param mirror opened where it is needed first
    /// @param defaultCommit of the default branch, when somebody looked at it last
    RepositoryTurn(
            Repository repository,
            Supplier<Mirror> mirror,
            Supplier<Optional<String>> defaultCommit) {
        this(repository, mirror, defaultCommit, Optional.empty());
    }

    private RepositoryTurn(
            Repository repository,
            Supplier<Mirror> mirror,
            Supplier<Optional<String>> defaultCommit,
            Optional<Commit> ofFiles) {
        this.repository = repository;
        this.mirror = new Lazy<>(mirror);
        this.defaultCommit = new Lazy<>(defaultCommit);
        this.ofFiles = ofFiles;
    }

    Repository repository() {
        return repository;
    }

    /// Throws what opening it throws.
    Mirror mirror() {
        return mirror.get();
    }

    Optional<String> defaultCommit() {
        return defaultCommit.get();
    }

    /// See [Mirror#resolve].
    Optional<ResolvedRef> resolve(String name) {
        return refs.computeIfAbsent(name, mirror()::resolve);
    }

    /// See [Mirror#commit].
    Optional<Commit> commit(ResolvedRef at) {
        return commits.computeIfAbsent(at, found -> mirror().commit(found.ref(), found.sha()));
    }

    /// The same, as if every commit had the workflow files of this one.
    RepositoryTurn withFilesOf(Commit commit) {
        return new RepositoryTurn(repository, mirror, defaultCommit, Optional.of(commit));
    }

    /// Where the workflow files of a commit are taken from, and those that they call: the commit
    /// itself, where nobody wants others.
    Commit filesAt(Commit commit) {
        return ofFiles.orElse(commit);
    }

    /// The workflow files at a commit.
    List<WorkflowSource> files(Commit commit) {
        return files.computeIfAbsent(
                filesAt(commit).sha(),
                _ -> mirror().workflowFiles(filesAt(commit), repository.readsGithubFolder()));
    }
}
