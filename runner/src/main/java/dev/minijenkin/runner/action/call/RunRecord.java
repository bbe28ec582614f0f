package dev.minijenkin.runner.action.call;

import dev.minijenkin.db.access.JobAccess;
import java.util.Optional;

/// What the database keeps of a run for its actions. Which commits of actions its jobs carry out:
/// what the first one found counts for all.
public interface RunRecord {
    /// What an action stands at, if a job of the run has asked before.
    ///
    /// @param repository `owner/name` in lower case
    Optional<String> known(String repository, String ref) throws InterruptedException;

    /// Keeps what it stands at.
    ///
    /// @return the commit that counts; empty where the job must end
    Optional<String> keep(String repository, String ref, String commit) throws InterruptedException;

    /// Name of the default branch of the repository; empty where the job must end.
    Optional<String> defaultBranch() throws InterruptedException;

    /// Asks the database something under the claim of the job, again and again while it is away.
    ///
    /// @return empty where the job must end
    <T> Optional<T> ask(Question<T> question) throws InterruptedException;

    /// What is asked.
    @FunctionalInterface
    interface Question<T> {
        T ask(JobAccess job);
    }
}
