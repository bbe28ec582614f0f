package dev.minijenkin.db.view.deploy;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An environment, with what is deployed there, who deploys, and who waits.
///
/// @param waiting in the order in which they are served
public record EnvironmentView(
        EnvironmentId id,
        Name name,
        Rules rules,
        Lock lock,
        Optional<Deployed> deployed,
        List<WaitingDeploy> waiting) {
    /// What it is called.
    ///
    /// @param repositoryName its repository
    /// @param name of the environment
    public record Name(RepositoryId repository, String repositoryName, String name) {
        /// `production of shop-web`.
        public String full() {
            return name + " of " + repositoryName;
        }
    }

    /// What its rules ask for, and what they allow whoever asks.
    ///
    /// @param approvals how many people must approve
    /// @param reviewers database roles; empty: every operator
    /// @param mayReview whether this person is one of them
    /// @param mayBreakGlass whether this person may let a job pass
    public record Rules(
            int approvals, List<String> reviewers, boolean mayReview, boolean mayBreakGlass) {}

    /// Who may deploy now. The token grows with every holder: who has an older one is refused.
    public sealed interface Lock {
        long token();

        /// Nobody deploys, and the next one may.
        record Free(long token) implements Lock {}

        /// A job deploys, or is about to.
        ///
        /// @param runner that carries it out; empty: none has begun
        /// @param connected whether that runner shows that it is
        record Held(
                long token, DeployingJob holder, String runner, boolean connected, Instant since)
                implements Lock {}

        /// Nobody gets it although nobody deploys.
        ///
        /// @param because the end of a sentence
        /// @param until null: a person frees it
        record Kept(long token, String because, @Nullable Instant until) implements Lock {}
    }

    /// What is deployed: what succeeded last.
    ///
    /// @param url where people see it; empty: not told
    public record Deployed(
            DeployingJob by, String commit, String title, String actor, Instant at, String url) {}
}
