package dev.minijenkin.db.outbox;

import java.util.EnumSet;
import java.util.Set;

/// How a message to a target is written, signed and authorised; the words of `outbox_targets.kind`.
public enum TargetKind {
    /// An incoming webhook of Slack, whose address is the secret.
    SLACK,
    /// A webhook of Discord, whose address is the secret.
    DISCORD,
    /// JSON to any address, signed where there is a secret.
    WEBHOOK,
    /// Commit statuses of GitHub and GitHub Enterprise.
    GITHUB_STATUS,
    /// Commit statuses of GitLab.
    GITLAB_STATUS,
    /// Commit statuses of Gitea and Forgejo.
    GITEA_STATUS,
    /// Build statuses of Bitbucket Cloud.
    BITBUCKET_STATUS,
    /// Build statuses of Bitbucket Data Center.
    BITBUCKET_SERVER_STATUS,
    /// Checks of GitHub and GitHub Enterprise, one a job, by an app.
    GITHUB_CHECKS;

    /// Whether it is told how a commit stands.
    public boolean isStatus() {
        return switch (this) {
            case GITHUB_STATUS,
                    GITLAB_STATUS,
                    GITEA_STATUS,
                    BITBUCKET_STATUS,
                    BITBUCKET_SERVER_STATUS ->
                    true;
            case SLACK, DISCORD, WEBHOOK, GITHUB_CHECKS -> false;
        };
    }

    /// Whether it is about the commits of one repository.
    public boolean isOfRepository() {
        return isStatus() || this == GITHUB_CHECKS;
    }

    /// What one hears of for which nobody says anything else: how far the runs of a commit are, or
    /// how they ended.
    public Set<TargetEvent> usualEvents() {
        Set<TargetEvent> usual = EnumSet.of(TargetEvent.RUN_FINISHED);
        if (isOfRepository()) {
            usual.add(TargetEvent.RUN_QUEUED);
            usual.add(TargetEvent.RUN_STARTED);
        }
        if (this == GITHUB_CHECKS) {
            usual.add(TargetEvent.JOB_FINISHED);
        }
        return usual;
    }

    /// Whether whoever knows its address may write to it.
    public boolean hasSecretAddress() {
        return this == SLACK || this == DISCORD;
    }
}
