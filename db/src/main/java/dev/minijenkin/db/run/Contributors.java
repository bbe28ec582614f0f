package dev.minijenkin.db.run;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;

/// Whom the runs of a repository tell of, by their names at its git host. Pushes and pull requests
/// count and nothing else: what anybody may do there, such as a comment, starts runs in his name
/// too.
public final class Contributors {
    private Contributors() {}

    /// Whether somebody has pushed to the repository itself.
    public static boolean hasPushed(Tx tx, RepositoryId repository, String login) {
        return exists(tx, repository, login, "r.event = 'push'");
    }

    /// Whether somebody has pushed to it, or had a run of a pull request of which a job began: of a
    /// stranger an operator let that go on.
    public static boolean hasContributed(Tx tx, RepositoryId repository, String login) {
        return exists(
                tx,
                repository,
                login,
                "(r.event = 'push' or r.event = 'pull_request' and r.started_at is not null)");
    }

    private static boolean exists(Tx tx, RepositoryId repository, String login, String condition) {
        return tx.sql()
                .fetchSingle(
                        "select exists (select from pipeline_runs r where r.repository_id = ? and r.actor = ? and "
                                + condition
                                + ")",
                        repository.value(),
                        PostgresText.text(login))
                .get(0, Boolean.class);
    }
}
