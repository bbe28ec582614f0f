package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static org.jooq.impl.DSL.lower;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record7;
import org.jooq.SelectJoinStep;

/// Statements over `repositories`.
public final class Repositories {
    private Repositories() {}

    /// Registers a repository; one of the same name is brought to these values instead.
    public static RepositoryId register(Tx tx, NewRepository repository) {
        Optional<Repository> existing = find(tx, repository.name());
        if (existing.isPresent()) {
            tx.sql()
                    .update(REPOSITORIES)
                    .set(REPOSITORIES.URL, repository.url())
                    .set(REPOSITORIES.DEFAULT_BRANCH, repository.defaultBranch())
                    .set(REPOSITORIES.HOOK_SEALED_TO, repository.hookSecret().key())
                    .set(REPOSITORIES.HOOK_SECRET, repository.hookSecret().ciphertext())
                    .set(REPOSITORIES.READS_GITHUB_FOLDER, repository.readsGithubFolder())
                    .where(REPOSITORIES.ID.eq(existing.get().id().value()))
                    .execute();
            return existing.get().id();
        }
        return new RepositoryId(
                tx.sql()
                        .insertInto(REPOSITORIES)
                        .set(REPOSITORIES.NAME, repository.name())
                        .set(REPOSITORIES.URL, repository.url())
                        .set(REPOSITORIES.DEFAULT_BRANCH, repository.defaultBranch())
                        .set(REPOSITORIES.HOOK_SEALED_TO, repository.hookSecret().key())
                        .set(REPOSITORIES.HOOK_SECRET, repository.hookSecret().ciphertext())
                        .set(REPOSITORIES.READS_GITHUB_FOLDER, repository.readsGithubFolder())
                        .returningResult(REPOSITORIES.ID)
                        .fetchSingle()
                        .value1());
    }

    /// Brings a repository to other values; its hook and its secret stay. Where its files are, is
    /// looked at with the next push, or when it is refreshed.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static void change(
            Tx tx, RepositoryId id, String url, String defaultBranch, boolean readsGithubFolder) {
        RepositoryUrl.check(url);
        BranchName.check(defaultBranch);
        tx.sql()
                .update(REPOSITORIES)
                .set(REPOSITORIES.URL, url)
                .set(REPOSITORIES.DEFAULT_BRANCH, defaultBranch)
                .set(REPOSITORIES.READS_GITHUB_FOLDER, readsGithubFolder)
                .where(REPOSITORIES.ID.eq(id.value()))
                .execute();
    }

    /// Forgets a repository with all of its runs, logs, environments, secrets and variables. Not
    /// while one of its runs is open: false then.
    public static boolean remove(Tx tx, RepositoryId id) {
        return tx.sql()
                        .execute(
                                """
                                delete from repositories r where r.id = ? and not exists (
                                    select from open_runs o
                                    join pipeline_runs p on p.id = o.run_id
                                    where p.repository_id = r.id and p.finished_at is null)
                                """,
                                id.value())
                == 1;
    }

    /// Says whose pull requests from forks wait for an operator; what waits already goes on
    /// waiting.
    public static void setForkApproval(Tx tx, RepositoryId id, ForkApproval approval) {
        tx.sql()
                .update(REPOSITORIES)
                .set(REPOSITORIES.FORK_APPROVAL, EnumWords.of(approval))
                .where(REPOSITORIES.ID.eq(id.value()))
                .execute();
    }

    /// Says which of its runs guest runners carry out; runs that are there stay where they are.
    public static void setGuestRuns(Tx tx, RepositoryId id, GuestRuns which) {
        tx.sql()
                .update(REPOSITORIES)
                .set(REPOSITORIES.GUEST_RUNS, EnumWords.of(which))
                .where(REPOSITORIES.ID.eq(id.value()))
                .execute();
    }

    /// Sets what a command says of its repository, as the person who sent it.
    ///
    /// @return one sentence: why this person may not, or why it is not possible; empty where it is
    ///   done
    public static Optional<String> change(Tx tx, CommandId command) {
        return Optional.ofNullable(
                tx.sql()
                        .fetchSingle("select change_repository(?)", command.value())
                        .get(0, String.class));
    }

    /// By name, ignoring case.
    public static Optional<Repository> find(Tx tx, String name) {
        return select(tx)
                .where(lower(REPOSITORIES.NAME).eq(name.toLowerCase(Locale.ROOT)))
                .fetchOptional(Repositories::repository);
    }

    public static Optional<Repository> find(Tx tx, RepositoryId id) {
        return select(tx)
                .where(REPOSITORIES.ID.eq(id.value()))
                .fetchOptional(Repositories::repository);
    }

    public static List<Repository> all(Tx tx) {
        return select(tx).orderBy(REPOSITORIES.NAME).fetch(Repositories::repository);
    }

    private static SelectJoinStep<Record7<Long, String, String, String, Boolean, String, String>>
            select(Tx tx) {
        return tx.sql()
                .select(
                        REPOSITORIES.ID,
                        REPOSITORIES.NAME,
                        REPOSITORIES.URL,
                        REPOSITORIES.DEFAULT_BRANCH,
                        REPOSITORIES.READS_GITHUB_FOLDER,
                        REPOSITORIES.FORK_APPROVAL,
                        REPOSITORIES.GUEST_RUNS)
                .from(REPOSITORIES);
    }

    private static Repository repository(
            Record7<Long, String, String, String, Boolean, String, String> row) {
        return new Repository(
                new RepositoryId(row.value1()),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                EnumWords.parse(ForkApproval.class, row.value6()),
                EnumWords.parse(GuestRuns.class, row.value7()));
    }
}
