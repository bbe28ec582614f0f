package dev.minijenkin.db.outbox;

import java.util.Optional;
import java.util.Set;

/// What must hold of a target that a person asks for. The constraints of `outbox_targets` hold it
/// too, and have no words for people.
///
/// What is broken is the same wherever it is asked for, and what to do about it is not: a form has
/// fields, a command line options.
public enum TargetRule {
    /// It knows where it sends to.
    WEBHOOK_HAS_ADDRESS("A webhook is posted to an address", "give its URL"),

    /// It knows whose commits it tells of.
    STATUS_HAS_REPOSITORY(
            "The status of a commit belongs to a repository, and so do its checks", "choose it"),

    /// What becomes of a branch is told by the good ends too.
    CHANGES_ARE_OF_ENDS(
            "Only changes looks at the ends of runs",
            "choose run-finished alone, and take another target for the rest"),

    /// It has no word for anything else.
    STATUS_HEARS_OF_RUNS(
            "A commit has a status for each pipeline, and none for each job or search",
            "leave their events out"),

    /// Else it would stay open.
    CHECK_FOLLOWS_ITS_JOB(
            "A check follows its job, whatever becomes of it",
            "leave only changes and the events of searches and of broken glass out");

    private final String reason;
    private final String remedy;

    TargetRule(String reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    /// Which rule is broken by where a target sends to; empty where none is.
    ///
    /// @param repository empty: all
    /// @param url empty: as the address of the repository says
    public static Optional<TargetRule> brokenBy(TargetKind kind, String repository, String url) {
        if (kind == TargetKind.WEBHOOK && url.isEmpty()) {
            return Optional.of(WEBHOOK_HAS_ADDRESS);
        }
        return kind.isOfRepository() && repository.isEmpty()
                ? Optional.of(STATUS_HAS_REPOSITORY)
                : Optional.empty();
    }

    /// Which rule is broken by what a target hears of; empty where none is.
    public static Optional<TargetRule> brokenBy(TargetKind kind, TargetFilter filter) {
        Set<TargetEvent> events = filter.events();
        if (filter.onlyChanges() && !events.equals(Set.of(TargetEvent.RUN_FINISHED))) {
            return Optional.of(CHANGES_ARE_OF_ENDS);
        }
        if (kind.isStatus() && !events.stream().allMatch(TargetEvent::isOfRun)) {
            return Optional.of(STATUS_HEARS_OF_RUNS);
        }
        return kind == TargetKind.GITHUB_CHECKS
                        && (filter.onlyChanges()
                                || events.contains(TargetEvent.SEARCH_MATCHED)
                                || events.contains(TargetEvent.BREAK_GLASS))
                ? Optional.of(CHECK_FOLLOWS_ITS_JOB)
                : Optional.empty();
    }

    /// Why it cannot be, without what to do about it and without a period.
    public String reason() {
        return reason;
    }

    /// Why it cannot be, and what to do about it where one chooses from fields; without a period.
    public String sentence() {
        return reason + ": " + remedy;
    }
}
