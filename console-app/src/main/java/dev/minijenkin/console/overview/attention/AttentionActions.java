package dev.minijenkin.console.overview.attention;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.view.overview.Attention;
import java.time.Duration;
import javafx.beans.value.ObservableValue;

/// What a row of what needs a person opens, and the one next action that it offers.
final class AttentionActions {
    private final RunActions actions;
    private final Navigator navigator;
    private final DatabaseClock clock;

    AttentionActions(RunActions actions, Navigator navigator, DatabaseClock clock) {
        this.actions = actions;
        this.navigator = navigator;
        this.clock = clock;
    }

    /// Shows where it can be seen: a run, a job, or all that is known with what can be done.
    void open(Attention attention) {
        switch (attention) {
            case Attention.FailedRun failed -> navigator.go(new Place.RunPlace(failed.run().id()));
            case Attention.UnschedulableJobs jobs ->
                    jobs.first().stream()
                            .findFirst()
                            .ifPresent(
                                    job -> navigator.go(new Place.JobPlace(job.run(), job.job())));
            case Attention.SilentRunner runner -> forget(runner);
            case Attention.KeptEnvironment kept ->
                    kept.holder().stream()
                            .findFirst()
                            .ifPresentOrElse(
                                    job -> navigator.go(new Place.JobPlace(job.run(), job.job())),
                                    () -> free(kept));
            case Attention.AwayRemote remote -> tryNow(remote);
            case Attention.DeadLetters letters ->
                    actions.tell(
                            AttentionText.of(letters).what(),
                            "Since "
                                    + age(letters)
                                    + ", the newest after "
                                    + letters.attempts()
                                    + (letters.attempts() == 1 ? " attempt: " : " attempts: ")
                                    + letters.lastError());
            case Attention.FailedDelivery delivery -> {
                if (delivery.retried()) {
                    actions.tell(AttentionText.of(delivery).what(), tried(delivery));
                } else {
                    redeliver(delivery);
                }
            }
        }
    }

    /// Does what its button says.
    void act(Attention attention) {
        if (attention instanceof Attention.FailedRun failed && isRerun(failed)) {
            actions.rerunFailed(failed.run());
        } else if (attention instanceof Attention.KeptEnvironment kept) {
            free(kept);
        } else {
            open(attention);
        }
    }

    /// Changes whenever a refusal may.
    ObservableValue<String> refusals() {
        return actions.refusalProperty();
    }

    /// Why this person may not do what the button says; empty where they may.
    String refusal(Attention attention) {
        return switch (attention) {
            case Attention.FailedRun failed ->
                    isRerun(failed) ? actions.rerunFailedRefusal(failed.run()) : "";
            case Attention.FailedDelivery delivery ->
                    delivery.retried() ? "" : actions.refusalProperty().get();
            case Attention.SilentRunner _, Attention.KeptEnvironment _, Attention.AwayRemote _ ->
                    actions.refusalProperty().get();
            case Attention.UnschedulableJobs _, Attention.DeadLetters _ -> "";
        };
    }

    private static boolean isRerun(Attention.FailedRun failed) {
        return !AttentionText.isBrokenFile(failed) && failed.run().jobs().failed() > 0;
    }

    private void forget(Attention.SilentRunner runner) {
        actions.ask(
                new Question(
                        "Forget " + runner.name() + "?",
                        AttentionText.of(runner).what()
                                + " for "
                                + age(runner)
                                + ". It ran on "
                                + runner.host()
                                + " with the labels "
                                + String.join(", ", runner.labels())
                                + ". Where the host is only away, start the runner there again: it goes on"
                                + " by itself. Where it is gone for good, forget it; its jobs go back to"
                                + " the queue in any case.",
                        "Forget it",
                        true),
                reason -> ConsoleCommands.forgetRunner(runner.name(), reason),
                "Forgetting " + runner.name());
    }

    private void free(Attention.KeptEnvironment kept) {
        AttentionText text = AttentionText.of(kept);
        actions.ask(
                new Question(
                        "Free " + kept.environment() + " of " + kept.repositoryName() + "?",
                        "It is locked, because "
                                + text.why()
                                + ". Look first whether anything of that deployment still runs: the"
                                + " next one begins at once. "
                                + text.since()
                                + ".",
                        "Free it",
                        true),
                reason ->
                        ConsoleCommands.freeEnvironment(
                                kept.repository(), kept.environment(), reason),
                "Freeing " + kept.environment() + " of " + kept.repositoryName());
    }

    private void tryNow(Attention.AwayRemote remote) {
        AttentionText text = AttentionText.of(remote);
        actions.ask(
                new Question(
                        "Try " + remote.name() + " now?",
                        "It does not answer for "
                                + age(remote)
                                + ": "
                                + text.why()
                                + ". "
                                + text.since()
                                + ". It is tried again by itself in "
                                + Durations.words(Duration.between(clock.get(), remote.nextTry()))
                                + ", and everything that waits goes on once it answers.",
                        "Try now",
                        false),
                reason -> ConsoleCommands.refresh(remote.repository(), reason),
                "Trying " + remote.name());
    }

    private void redeliver(Attention.FailedDelivery delivery) {
        actions.ask(
                new Question(
                        "Process the "
                                + delivery.event()
                                + " of "
                                + delivery.repository()
                                + " again?",
                        tried(delivery) + ". It is given to the server anew, as it came.",
                        "Process again",
                        false),
                reason -> ConsoleCommands.redeliver(delivery.delivery(), reason),
                "Delivery " + delivery.delivery().value());
    }

    private String tried(Attention.FailedDelivery delivery) {
        return "Delivery "
                + delivery.delivery().value()
                + ", "
                + (delivery.attempts() == 1
                        ? "tried once"
                        : "tried " + delivery.attempts() + " times")
                + ", last "
                + age(delivery)
                + " ago: "
                + delivery.error();
    }

    private String age(Attention attention) {
        return Durations.words(Duration.between(attention.since(), clock.get()));
    }
}
