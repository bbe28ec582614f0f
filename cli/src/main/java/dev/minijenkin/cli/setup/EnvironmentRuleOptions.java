package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.workflow.model.GlobPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The rules of an environment on the command line: what is not given stays as it is.
final class EnvironmentRuleOptions {
    private static final int MOST_APPROVALS = 10;
    private static final int MOST_MINUTES = 43_200;

    @Option(
            names = "--approvals",
            paramLabel = "N",
            description =
                    "how many people must approve; 0: none (1, where reviewers are named first)")
    private @Nullable Integer approvals;

    @Option(
            names = "--reviewer",
            paramLabel = "ROLE",
            description = {
                "database role of a person, or of a team, who may approve and reject; repeatable, and",
                "all together take the place of those before. '' stands for every operator"
            })
    private @Nullable List<String> reviewers;

    @Option(
            names = "--own-approval",
            negatable = true,
            description = "whether who started a run, or rolls back, may approve it")
    private @Nullable Boolean ownApproval;

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            description = "how long every deployment waits; 0: not at all")
    private @Nullable Integer wait;

    @Option(
            names = "--branch",
            paramLabel = "PATTERN",
            description = "branches that may deploy, as in workflow files; repeatable; '': none")
    private @Nullable List<String> branches;

    @Option(
            names = "--tag",
            paramLabel = "PATTERN",
            description = {
                "the same of tags. Where neither a branch nor a tag is named every ref may deploy"
            })
    private @Nullable List<String> tags;

    @Option(
            names = "--break-glass",
            paramLabel = "ROLE",
            description = "who may break the glass beside administrators; repeatable; '': nobody")
    private @Nullable List<String> breakGlassRoles;

    @Option(
            names = "--keep-lock",
            negatable = true,
            description =
                    "whether a deployment that failed keeps the lock until 'mini-jenkin unlock'")
    private @Nullable Boolean keepLock;

    @Option(
            names = "--refuse-older",
            negatable = true,
            description = "whether a run is refused that is older than that of what is deployed")
    private @Nullable Boolean refuseOlder;

    @Option(
            names = "--retry-lost",
            negatable = true,
            description = "whether a deployment is repeated whose runner was lost")
    private @Nullable Boolean retryLost;

    /// The rules as they are to be.
    ///
    /// @throws CommandFailureException with a sentence, where they make no sense
    EnvironmentRules changed(EnvironmentRules old) {
        List<String> wanted = texts(reviewers, old.review().reviewers());
        int needed = approvals(old, wanted);
        int minutes = Optional.ofNullable(wait).orElse(old.waitMinutes());
        if (minutes < 0 || minutes > MOST_MINUTES) {
            throw new CommandFailureException(
                    "--wait takes 0 to %d minutes, which are 30 days.".formatted(MOST_MINUTES));
        }
        return new EnvironmentRules(
                new EnvironmentRules.Review(
                        needed, wanted, !is(ownApproval, !old.review().refusesOwn())),
                minutes,
                new EnvironmentRules.Refs(
                        patterns("--branch", texts(branches, old.refs().branches())),
                        patterns("--tag", texts(tags, old.refs().tags()))),
                texts(breakGlassRoles, old.breakGlassRoles()),
                is(keepLock, old.keepsLockAfterFailure()),
                is(refuseOlder, old.refusesOlderCommits()),
                is(retryLost, old.retriesAfterLostRunner()));
    }

    private int approvals(EnvironmentRules old, List<String> wanted) {
        boolean first = old.review().approvals() == 0 && reviewers != null && !wanted.isEmpty();
        int needed = Optional.ofNullable(approvals).orElse(first ? 1 : old.review().approvals());
        if (needed < 0 || needed > MOST_APPROVALS) {
            throw new CommandFailureException(
                    "--approvals takes 0 to %d.".formatted(MOST_APPROVALS));
        }
        if (needed == 0 && !wanted.isEmpty()) {
            throw new CommandFailureException(
                    "Without approvals there is nothing to review: give --reviewer '' as well.");
        }
        return needed;
    }

    private static boolean is(@Nullable Boolean given, boolean old) {
        return given == null ? old : given;
    }

    private static List<String> texts(@Nullable List<String> given, List<String> old) {
        return given == null ? old : given.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static List<String> patterns(String option, List<String> texts) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            try {
                patterns.add(GlobPattern.parse(text));
            } catch (IllegalArgumentException e) {
                throw new CommandFailureException("%s: %s.".formatted(option, e.getMessage()));
            }
        }
        if (!patterns.isEmpty() && patterns.stream().allMatch(GlobPattern::negative)) {
            throw new CommandFailureException(
                    "%s: patterns with ! take back, so nothing fits: put '**' before them."
                            .formatted(option));
        }
        return texts;
    }
}
