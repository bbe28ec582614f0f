package dev.minijenkin.db.view.api.deployment;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("Something that is deployed to, with its rules and its lock")
public record ApiEnvironment(
        long id,
        long repositoryId,
        @Meaning("Name of the repository") String repository,
        String name,
        int requiredApprovals,
        @Meaning("Database roles that may approve; empty: every operator") List<String> reviewers,
        boolean refusesOwnApproval,
        int waitMinutes,
        List<String> allowedBranches,
        List<String> allowedTags,
        boolean refusesOlderCommits,
        boolean keepsLockAfterFailure,
        @Meaning("held, kept or free") String lock,
        @Meaning("The job that holds it") @Nullable Long lockJobId,
        @Nullable Instant lockedSince,
        @Meaning("Why nobody gets it although its deployment ended") @Nullable String keptBecause,
        @Nullable Instant keptUntil) {}
