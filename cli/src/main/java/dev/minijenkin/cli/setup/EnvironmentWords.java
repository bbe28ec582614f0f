package dev.minijenkin.cli.setup;

import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.PastDeployment;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// How environments are spoken of on the command line.
final class EnvironmentWords {
    private static final int SHORT_SHA = 8;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private EnvironmentWords() {}

    /// One sentence each; empty where everything may deploy at once.
    static List<String> rules(EnvironmentRules rules) {
        List<String> words = new ArrayList<>();
        EnvironmentRules.Review review = rules.review();
        if (review.approvals() > 0) {
            words.add(
                    "needs %d %s of %s"
                            .formatted(
                                    review.approvals(),
                                    review.approvals() == 1 ? "approval" : "approvals",
                                    review.reviewers().isEmpty()
                                            ? "any operator"
                                            : String.join(", ", review.reviewers())));
        }
        if (review.refusesOwn()) {
            words.add("nobody approves what they started");
        }
        if (rules.waitMinutes() > 0) {
            words.add("waits %d min".formatted(rules.waitMinutes()));
        }
        if (!rules.refs().branches().isEmpty()) {
            words.add("branches " + String.join(", ", rules.refs().branches()));
        }
        if (!rules.refs().tags().isEmpty()) {
            words.add("tags " + String.join(", ", rules.refs().tags()));
        }
        if (rules.refusesOlderCommits()) {
            words.add("refuses older runs");
        }
        if (rules.keepsLockAfterFailure()) {
            words.add("keeps its lock after a failure");
        }
        if (rules.retriesAfterLostRunner()) {
            words.add("repeats what a lost runner left");
        }
        if (!rules.breakGlassRoles().isEmpty()) {
            words.add("glass broken by " + String.join(", ", rules.breakGlassRoles()));
        }
        return words;
    }

    static String commit(PastDeployment deployment) {
        return deployment.commit().substring(0, SHORT_SHA);
    }

    static String time(PastDeployment deployment) {
        return TIME.format(deployment.at());
    }

    /// What is said of a deployment beside its columns.
    static String remarks(PastDeployment deployment) {
        List<String> remarks = new ArrayList<>(deployment.remarks());
        if (!deployment.approvedBy().isEmpty()) {
            remarks.addFirst("approved by " + String.join(", ", deployment.approvedBy()));
        }
        deployment.url().ifPresent(remarks::add);
        return String.join("; ", remarks);
    }
}
