package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bare mirror of one repository, open. Its repository's own deliveries use it one after the
/// other; those of others, whose workflows call this one's, come in between: what fetches is
/// synchronized.
///
/// What is in the mirror is complete: a fetched pack becomes visible at once and whole. So a commit
/// that is there is not fetched again.
public final class Mirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final RepositoryId id;
    private final Repository repository;
    private final String url;
    private final boolean borrows;
    private final Remote remote;

    /// @param borrows whether the objects are those of a repository on this machine
    Mirror(RepositoryId id, Repository repository, String url, boolean borrows) {
        this.id = id;
        this.repository = repository;
        this.url = url;
        this.remote = new Remote(id, repository, url);
        this.borrows = borrows;
    }

    String url() {
        return url;
    }

    /// A number that changes when the repository answers.
    public long answers() {
        return remote.answers();
    }

    /// The commit that `sha` is or tags, fetched where it is not there yet; empty where `sha` is
    /// something else (a tag of a file).
    ///
    /// @param ref that was pushed: a small fetch; empty: none known
    /// @throws RepositoryUnreachableException where the repository does not answer
    /// @throws CommitMissingException where it answers and does not have it
    public synchronized Optional<Commit> commit(String ref, String sha) {
        ObjectId wanted = ObjectId.fromString(sha);
        try {
            if (!isThere(wanted) && ref.startsWith("refs/")) {
                fetchRef(ref);
            }
            if (!isThere(wanted)) {
                remote.fetch(List.of(new RefSpec(sha + ":refs/mini-jenkin/" + sha)));
            } else if (borrows) {
                remote.answered();
            }
            return read(wanted);
        } catch (IOException e) {
            throw new RepositoryUnreachableException(
                    id,
                    false,
                    "The commit " + sha + " is not to be had from " + remote.shownUrl(),
                    e);
        }
    }

    /// A ref that is gone may have left its commit behind.
    private void fetchRef(String ref) {
        try {
            remote.fetch(List.of(new RefSpec("+" + ref + ":" + ref)));
        } catch (CommitMissingException e) {
            LOG.debug("{} is not there any more", ref, e);
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
        String full = name.startsWith("refs/") ? name : "refs/heads/" + name;
        if (!Repository.isValidRefName(full)) {
            // A pattern, an option, a path out of the folder: nothing has such a name.
            return Optional.empty();
        }
        return remote.resolve(name);
    }

    /// What a branch points to at the moment; empty where it does not exist.
    ///
    /// @param presumed what it was last known to point to: believed, and not asked for, where that
    ///   is what the last fetch of it brought
    /// @throws RepositoryUnreachableException where the repository does not answer
    public Optional<ResolvedRef> tip(String ref, String presumed) {
        try {
            Ref fetched = repository.exactRef(ref);
            ObjectId known = fetched == null ? null : fetched.getObjectId();
            return known != null && known.name().equals(presumed)
                    ? Optional.of(new ResolvedRef(ref, presumed))
                    : remote.resolve(ref);
        } catch (IOException e) {
            throw new RepositoryUnreachableException(
                    id,
                    false,
                    "The mirror of " + remote.shownUrl() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /// The workflow files at a commit, sorted by path: of our own folder, or of GitHub's where that
    /// is allowed and ours does not exist.
    public List<WorkflowSource> workflowFiles(Commit commit, boolean readsGithubFolder) {
        return new WorkflowFolder(id, repository, ObjectId.fromString(commit.sha()))
                .files(readsGithubFolder);
    }

    /// A file at a commit; empty where there is none.
    public Optional<byte[]> file(Commit commit, String path) {
        return new WorkflowFolder(id, repository, ObjectId.fromString(commit.sha())).file(path);
    }

    /// The paths that a push to a branch changed that was there before; empty where that cannot be
    /// known.
    ///
    /// @param before what the branch pointed to
    public Optional<List<String>> changedByPush(String before, Commit after) {
        ObjectId from = ObjectId.fromString(before);
        try {
            if (!isThere(from)) {
                // A force push left it behind, and the host may still have it.
                remote.fetch(List.of(new RefSpec(before + ":refs/mini-jenkin/" + before)));
            }
        } catch (CommitMissingException | IOException e) {
            LOG.debug("{} is not there any more", before, e);
        }
        return new ChangedPaths(repository).ofPush(from, ObjectId.fromString(after.sha()));
    }

    /// The paths that the first push of a branch changed; empty where that cannot be known. What it
    /// brought is what no other branch has; where the others have all of it by now (it was merged
    /// meanwhile), what the default branch did not have when it was last looked at.
    ///
    /// @param ref of the branch
    /// @param defaultCommit of the default branch, when somebody looked at it last
    /// @throws RepositoryUnreachableException where the repository does not answer
    public Optional<List<String>> changedByNewBranch(
            String ref, Commit after, Optional<String> defaultCommit) {
        Map<String, ObjectId> others = new HashMap<>(remote.branches());
        others.remove(ref);
        fetchMissing(others);
        ChangedPaths changed = new ChangedPaths(repository);
        ObjectId to = ObjectId.fromString(after.sha());
        Optional<List<String>> paths = changed.ofNewBranch(to, others.values());
        return paths.filter(List::isEmpty).isPresent() && defaultCommit.isPresent()
                ? changed.ofNewBranch(to, List.of(ObjectId.fromString(defaultCommit.get())))
                : paths;
    }

    /// The paths that a pull request changes; empty where that cannot be known.
    ///
    /// @param base commit of the branch that it goes to
    public Optional<List<String>> changedByPullRequest(String base, Commit head) {
        return new ChangedPaths(repository)
                .ofPullRequest(ObjectId.fromString(base), ObjectId.fromString(head.sha()));
    }

    /// Whether a commit is in the mirror already.
    public boolean has(String sha) {
        try {
            return isThere(ObjectId.fromString(sha));
        } catch (IOException e) {
            return false;
        }
    }

    private void fetchMissing(Map<String, ObjectId> branches) {
        try {
            List<RefSpec> missing = new ArrayList<>();
            for (Map.Entry<String, ObjectId> branch : branches.entrySet()) {
                if (!isThere(branch.getValue())) {
                    missing.add(new RefSpec("+" + branch.getKey() + ":" + branch.getKey()));
                }
            }
            if (!missing.isEmpty()) {
                remote.fetch(missing);
            }
        } catch (CommitMissingException | IOException e) {
            // A branch that went away in this moment hides nothing but its own commits.
            LOG.debug("Not every branch of {} could be fetched", remote.shownUrl(), e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    private boolean isThere(ObjectId object) throws IOException {
        return repository.getObjectDatabase().has(object);
    }

    private Optional<Commit> read(ObjectId wanted) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(wanted));
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
            throw new CommitMissingException(
                    "The commit " + wanted.name() + " is not in " + remote.shownUrl() + " any more",
                    e);
        }
    }
}
