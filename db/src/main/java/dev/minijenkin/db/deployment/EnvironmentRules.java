package dev.minijenkin.db.deployment;

import java.util.List;

/// The rules of an environment, as an administrator sets them.
///
/// @param waitMinutes how long every deployment waits; 0: not at all
/// @param breakGlassRoles who may, beside administrators, let a job pass these rules
public record EnvironmentRules(
        Review review,
        int waitMinutes,
        Refs refs,
        List<String> breakGlassRoles,
        boolean keepsLockAfterFailure,
        boolean refusesOlderCommits,
        boolean retriesAfterLostRunner) {
    /// Who must agree.
    ///
    /// @param approvals how many people
    /// @param reviewers database roles of people and teams; empty: every operator
    /// @param refusesOwn whether who started a run may not approve it
    public record Review(int approvals, List<String> reviewers, boolean refusesOwn) {}

    /// What may deploy, as patterns; all where both are empty.
    public record Refs(List<String> branches, List<String> tags) {}
}
