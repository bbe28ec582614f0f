package dev.minijenkin.server.git;

import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Commit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;

/// A bare mirror of one repository, open. Its repository's own deliveries use it one after the
/// other; those of others, whose workflows call this one's, come in between: what fetches is
/// synchronized.
///
/// What is in the mirror is complete: a fetched pack becomes visible at once and whole. So a commit
/// that is there is not fetched again.
public final class Mirror implements AutoCloseable {
    private final Repository repository;
    private final String url;
    private final Remote remote;

    Mirror(Repository repository, String url) {
        this.repository = repository;
        this.url = url;
        this.remote = new Remote(repository, url);
    }

    String url() {
        return url;
    }

    /// The commit that `sha` is or tags, fetched where it is not there yet; empty where `sha` is
    /// something else (a tag of a file).
    ///
    /// @param ref that was pushed: a small fetch; empty: none known
    /// @throws RepositoryUnreachableException where it cannot be had
    public synchronized Optional<Commit> commit(String ref, String sha) {
        ObjectId id = ObjectId.fromString(sha);
        try {
            if (!isThere(id) && ref.startsWith("refs/")) {
                remote.fetch(new RefSpec("+" + ref + ":" + ref));
            }
            if (!isThere(id)) {
                remote.fetch(new RefSpec(sha + ":refs/mini-jenkin/" + sha));
            }
            return read(id);
        } catch (IOException e) {
            throw new RepositoryUnreachableException(
                    "The commit " + sha + " is not to be had from " + remote.shownUrl(), e);
        }
    }

    /// What a branch, a tag, a full ref or a commit's id stands for at the moment; empty where
    /// there is nothing of that name.
    ///
    /// @throws RepositoryUnreachableException where the repository does not answer
    public Optional<ResolvedRef> resolve(String name) {
        if (ObjectId.isId(name)) {
            return Optional.of(new ResolvedRef(name, name));
        }
        return remote.resolve(name);
    }

    /// The workflow files at a commit, sorted by path: of our own folder, or of GitHub's where that
    /// is allowed and ours does not exist.
    public List<WorkflowSource> workflowFiles(Commit commit, boolean readsGithubFolder) {
        return new WorkflowFolder(repository, ObjectId.fromString(commit.sha()))
                .files(readsGithubFolder);
    }

    /// A file at a commit; empty where there is none.
    public Optional<byte[]> file(Commit commit, String path) {
        return new WorkflowFolder(repository, ObjectId.fromString(commit.sha())).file(path);
    }

    /// The paths in which two commits differ; empty where that cannot be known.
    public Optional<List<String>> changedPaths(String before, Commit after) {
        return ChangedPaths.between(
                repository, ObjectId.fromString(before), ObjectId.fromString(after.sha()));
    }

    @Override
    public void close() {
        repository.close();
    }

    private boolean isThere(ObjectId id) throws IOException {
        return repository.getObjectDatabase().has(id);
    }

    private Optional<Commit> read(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(id));
            if (!(object instanceof RevCommit commit)) {
                return Optional.empty();
            }
            walk.parseBody(commit);
            return Optional.of(
                    new Commit(
                            commit.name(),
                            commit.getFullMessage(),
                            commit.getAuthorIdent().getName()));
        } catch (MissingObjectException e) {
            throw new RepositoryUnreachableException(
                    "The commit " + id.name() + " is not in " + remote.shownUrl() + " any more", e);
        }
    }
}
