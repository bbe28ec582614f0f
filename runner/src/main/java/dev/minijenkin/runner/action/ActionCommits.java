package dev.minijenkin.runner.action;

import java.util.Optional;

/// Which commits of actions the jobs of a run carry out: what the first one found counts for all.
public interface ActionCommits {
    /// What an action stands at, if a job of the run has asked before.
    ///
    /// @param repository `owner/name` in lower case
    Optional<String> known(String repository, String ref) throws InterruptedException;

    /// Keeps what it stands at.
    ///
    /// @return the commit that counts; empty where the job must end
    Optional<String> keep(String repository, String ref, String commit) throws InterruptedException;
}
