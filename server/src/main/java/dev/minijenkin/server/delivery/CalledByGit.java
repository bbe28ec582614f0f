package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.hook.AwayRemotes;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.server.git.Mirror;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import dev.minijenkin.workflow.plan.CallTarget;
import java.time.Duration;
import java.util.Optional;

/// The files that workflows call: of the same commit, or of another repository that is registered
/// here, whose mirror is brought up to date for it.
final class CalledByGit {
    private final Database database;
    private final Mirrors mirrors;
    private final Duration lease;

    /// @param lease how long one attempt may keep others from trying a repository that is away
    CalledByGit(Database database, Mirrors mirrors, Duration lease) {
        this.database = database;
        this.mirrors = mirrors;
        this.lease = lease;
    }

    /// Those of workflows at a commit.
    CalledFiles at(Mirror mirror, Commit commit) {
        return target -> target.isOwn() ? own(mirror, commit, target) : others(target);
    }

    private static CalledFiles.Answer own(Mirror mirror, Commit commit, CallTarget target) {
        return mirror.file(commit, target.path())
                .<CalledFiles.Answer>map(CalledFiles.Answer.Found::new)
                .orElseGet(() ->
                        new CalledFiles.Answer.Missing(
                                "The called file %s does not exist at this commit"
                                        .formatted(target.path())));
    }

    private CalledFiles.Answer others(CallTarget target) {
        Optional<Repository> repository =
                database.statement(tx -> Repositories.find(tx, target.repository()));
        if (repository.isEmpty()) {
            return new CalledFiles.Answer.Missing(
                    "The repository %s is not registered here, so its workflows cannot be called"
                            .formatted(target.repository()));
        }
        refuseWhereAway(repository.get());
        Mirror mirror = mirrors.of(repository.get());
        long before = mirror.answers();
        Optional<Commit> commit =
                mirror.resolve(target.ref())
                        .flatMap(found -> mirror.commit(found.ref(), found.sha()));
        if (mirror.answers() != before) {
            database.run(tx -> AwayRemotes.answered(tx, repository.get().id()));
        }
        if (commit.isEmpty()) {
            return new CalledFiles.Answer.Missing(
                    "There is no branch, tag or commit \"%s\" in %s"
                            .formatted(target.ref(), target.repository()));
        }
        return mirror.file(commit.get(), target.path())
                .<CalledFiles.Answer>map(CalledFiles.Answer.Found::new)
                .orElseGet(() ->
                        new CalledFiles.Answer.Missing(
                                "There is no file %s at %s in %s"
                                        .formatted(
                                                target.path(), target.ref(), target.repository())));
    }

    /// A repository that is known to be away is not waited for.
    private void refuseWhereAway(Repository repository) {
        Optional<String> refusal =
                database.transaction(tx -> AwayRemotes.refusal(tx, repository.id(), lease));
        if (refusal.isPresent()) {
            throw RepositoryUnreachableException.untried(repository.id(), refusal.get());
        }
    }
}
