package dev.minijenkin.console.deploys;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;
import java.time.Duration;
import java.time.Instant;

/// Environments in words.
final class DeployText {
    private static final int SHORT_SHA = 7;

    private DeployText() {}

    /// `Free`, `Deploying`, `Locked`.
    static String word(EnvironmentView.Lock lock) {
        return switch (lock) {
            case EnvironmentView.Lock.Free _ -> "Free";
            case EnvironmentView.Lock.Held _ -> "Deploying";
            case EnvironmentView.Lock.Kept _ -> "Locked";
        };
    }

    /// Who has the lock, in few words.
    static String holder(EnvironmentView.Lock lock, Instant at) {
        return switch (lock) {
            case EnvironmentView.Lock.Free(long token) ->
                    token == 0 ? "never used" : "last token " + token;
            case EnvironmentView.Lock.Held held ->
                    // Its repository is that of the environment, in the same row.
                    held.holder().runName().replaceFirst("^.* / ", "")
                            + " for "
                            + Durations.words(Duration.between(held.since(), at));
            case EnvironmentView.Lock.Kept kept ->
                    kept.until() == null
                            ? "until a person frees it"
                            : "for " + Durations.words(Duration.between(at, kept.until())) + " yet";
        };
    }

    /// The same in a sentence, with the token.
    static String sentence(EnvironmentView.Lock lock, Instant at) {
        return switch (lock) {
            case EnvironmentView.Lock.Free(long token) ->
                    "Nobody deploys. "
                            + (token == 0
                                    ? "Nobody ever had the lock."
                                    : "The last holder had token " + token + ".");
            case EnvironmentView.Lock.Held held ->
                    held.holder().name()
                            + " of "
                            + held.holder().runName()
                            + " holds the lock for "
                            + Durations.words(Duration.between(held.since(), at))
                            + " with token "
                            + held.token()
                            + (held.runner().isEmpty()
                                    ? "; no runner has begun."
                                    : ", on "
                                            + held.runner()
                                            + (held.connected()
                                                    ? "."
                                                    : ", which is not connected."));
            case EnvironmentView.Lock.Kept kept ->
                    "Nobody gets the lock, because "
                            + kept.because()
                            + ". The last holder had token "
                            + kept.token()
                            + ".";
        };
    }

    /// Why a job waits there.
    static String why(WaitingDeploy waits, EnvironmentView environment, Instant at) {
        if (!waits.refusal().isEmpty()) {
            return waits.refusal().replace("`", "");
        }
        if (waits.held().isPresent()) {
            WaitingDeploy.Held held = waits.held().get();
            return "Held by " + held.by() + (held.reason().isEmpty() ? "" : ": " + held.reason());
        }
        int missing = waits.approvals().missing();
        if (missing > 0) {
            return "Needs "
                    + (missing == 1 ? "1 approval" : missing + " approvals")
                    + (environment.rules().reviewers().isEmpty()
                            ? ""
                            : " of " + String.join(", ", environment.rules().reviewers()))
                    + (waits.approvals().by().isEmpty()
                            ? ""
                            : ", has that of " + String.join(", ", waits.approvals().by()));
        }
        if (waits.opensAt().isAfter(at)) {
            return "Waits for its time: "
                    + Durations.words(Duration.between(at, waits.opensAt()))
                    + " yet";
        }
        return environment.lock() instanceof EnvironmentView.Lock.Free
                ? "Is about to begin"
                : "Waits for the lock";
    }

    /// Whether a person must act.
    static boolean calls(WaitingDeploy waits) {
        return waits.refusal().isEmpty()
                && (waits.held().isPresent() || waits.approvals().missing() > 0);
    }

    static String full(WaitingDeploy waits) {
        return waits.job().name() + " of " + waits.job().runName();
    }

    static String sha(String commit) {
        return commit.substring(0, Math.min(SHORT_SHA, commit.length()));
    }

    /// `1c08e73, deploy-production of deploy #411`
    static String named(PastDeployment past) {
        return sha(past.commit()) + ", " + past.name();
    }
}
