package dev.minijenkin.console.manage.model;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.token.TokenRow;
import dev.minijenkin.db.view.runner.RunnerView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is managed, in words.
///
/// @param about whose or where
/// @param more what it is like
/// @param who set it last, or owns it; empty: not known
/// @param when it was set; empty: not known
public record ManageText(String about, String more, String who, Optional<Instant> when) {
    public static ManageText of(Managed thing, Instant now, ZoneId zone) {
        return switch (thing) {
            case Managed.OfSecret(var secret) ->
                    new ManageText(
                            ManageWish.ReachName.of(thing).words(),
                            secret.outdated()
                                    ? "sealed to a retired key: set it anew"
                                    : "sealed, never shown",
                            secret.updatedBy(),
                            Optional.of(secret.updatedAt().toInstant()));
            case Managed.OfVariable(var variable) ->
                    new ManageText(
                            ManageWish.ReachName.of(thing).words(),
                            variable.value(),
                            variable.updatedBy(),
                            Optional.of(variable.updatedAt().toInstant()));
            case Managed.OfEnvironment(var environment, var rules) ->
                    new ManageText(environment.repository(), words(rules), "", Optional.empty());
            case Managed.OfTarget(var target) ->
                    new ManageText(
                            target.repository().isEmpty()
                                    ? "all repositories"
                                    : target.repository(),
                            words(target),
                            "",
                            Optional.empty());
            case Managed.OfToken(var token) ->
                    new ManageText(
                            token.limited()
                                    ? String.join(", ", token.repositories())
                                    : "all repositories",
                            words(token, now, zone),
                            token.owner(),
                            Optional.of(token.created()));
            case Managed.OfRepository(var repository) ->
                    new ManageText(
                            repository.defaultBranch(),
                            "forks wait: "
                                    + EnumWords.dashed(repository.forkApproval())
                                    + "; on guests: "
                                    + EnumWords.of(repository.guestRuns())
                                    + "; "
                                    + repository.url(),
                            "",
                            Optional.empty());
            case Managed.OfLimit(var limit) ->
                    new ManageText(
                            limit.repository() == null ? "a label" : "a repository",
                            "at most "
                                    + limit.most()
                                    + " under way; "
                                    + limit.taken()
                                    + (limit.taken() == 1 ? " is" : " are"),
                            limit.setBy(),
                            Optional.of(limit.setAt()));
            case Managed.OfRunner(var runner, var _) ->
                    new ManageText(
                            String.join(", ", runner.labels()),
                            words(runner),
                            "",
                            Optional.empty());
        };
    }

    public static String meaning(ForkApproval approval) {
        return switch (approval) {
            case OUTSIDERS -> "those of all who are no collaborators";
            case FIRST_TIME -> "those of who contributes for the first time";
            case NEW_TO_HOST -> "those of who is new to the git host too";
        };
    }

    /// The approval that is meant by its words.
    public static ForkApproval forks(String meaning) {
        return Stream.of(ForkApproval.values())
                .filter(approval -> meaning(approval).equals(meaning))
                .findFirst()
                .orElseThrow();
    }

    /// As the command line has them: `forks: those of pull requests from forks`.
    public static String meaning(GuestRuns which) {
        return EnumWords.of(which)
                + switch (which) {
                    case NONE -> ": no run";
                    case FORKS -> ": those of pull requests from forks";
                    case ALL -> ": every run";
                };
    }

    /// What is meant by its words.
    public static GuestRuns guests(String meaning) {
        return Stream.of(GuestRuns.values())
                .filter(which -> meaning(which).equals(meaning))
                .findFirst()
                .orElseThrow();
    }

    private static String words(EnvironmentRules rules) {
        List<String> words = new ArrayList<>();
        if (rules.review().approvals() > 0) {
            words.add(
                    rules.review().approvals()
                            + (rules.review().approvals() == 1 ? " approval" : " approvals")
                            + " of "
                            + (rules.review().reviewers().isEmpty()
                                    ? "any operator"
                                    : String.join(", ", rules.review().reviewers())));
        }
        if (rules.waitMinutes() > 0) {
            words.add("waits " + rules.waitMinutes() + " min");
        }
        if (!rules.refs().branches().isEmpty()) {
            words.add("branches " + String.join(", ", rules.refs().branches()));
        }
        if (!rules.refs().tags().isEmpty()) {
            words.add("tags " + String.join(", ", rules.refs().tags()));
        }
        return words.isEmpty() ? "no rule but the lock" : String.join("; ", words);
    }

    private static String words(Target target) {
        return EnumWords.dashed(target.kind())
                + (target.enabled() ? "" : ", paused")
                + (target.url().isEmpty() ? "" : ", " + target.url())
                + ", "
                + String.join(", ", target.events()).replace('_', '-')
                + (target.branches().isEmpty() ? "" : " of " + String.join(", ", target.branches()))
                + (target.onlyChanges() ? ", only changes" : "");
    }

    /// `2 of 4 slots taken, on build-7, drained by ana: disk`
    private static String words(RunnerView runner) {
        return runner.slots().busy()
                + " of "
                + runner.slots().capacity()
                + (runner.slots().capacity() == 1 ? " slot taken" : " slots taken")
                + (runner.host().name().isEmpty() ? "" : ", on " + runner.host().name())
                + (runner.life().online() ? "" : ", silent")
                + runner.draining()
                        .map(draining ->
                                ", drained"
                                        + (draining.by().isEmpty() ? "" : " by " + draining.by())
                                        + (draining.reason().isEmpty()
                                                ? ""
                                                : ": " + draining.reason()))
                        .orElse("");
    }

    private static String words(TokenRow token, Instant now, ZoneId zone) {
        String scopes =
                token.scopes().stream()
                        .sorted()
                        .map(EnumWords::of)
                        .collect(Collectors.joining(", "));
        return scopes
                + (token.expires().isAfter(now) ? ", until " : ", expired ")
                + token.expires().atZone(zone).toLocalDate();
    }
}
