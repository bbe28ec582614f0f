package dev.minijenkin.console.overview;

import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.overview.Attention;
import java.util.Locale;

/// What needs a person, in two lines.
///
/// @param what happened to whom
/// @param why more about it
record AttentionText(String what, String why) {
    static AttentionText of(Attention attention) {
        return switch (attention) {
            case Attention.FailedRun failed ->
                    new AttentionText(
                            failed.run().name()
                                    + " "
                                    + StateLooks.of(failed.run()).word().toLowerCase(Locale.ROOT)
                                    + " on "
                                    + failed.run().origin().shortRef(),
                            joined(failed.detail(), inARow(failed.inARow())));
            case Attention.UnschedulableJobs jobs ->
                    new AttentionText(
                            (jobs.jobs() == 1
                                            ? "1 job cannot start"
                                            : jobs.jobs() + " jobs cannot start")
                                    + ": no online runner has "
                                    + (jobs.labels().size() == 1 ? "label " : "labels ")
                                    + String.join(", ", jobs.labels()),
                            String.join(", ", jobs.runs()));
            case Attention.SilentRunner runner ->
                    new AttentionText(
                            runner.name() + " is silent",
                            joined(
                                    "Labels " + String.join(", ", runner.labels()),
                                    runner.jobs() == 0
                                            ? "no job was with it"
                                            : runner.jobs() == 1
                                                    ? "its job goes back to the queue"
                                                    : "its "
                                                            + runner.jobs()
                                                            + " jobs go back to the queue"));
            case Attention.DeadLetters letters ->
                    new AttentionText(
                            letters.target()
                                    + ": "
                                    + (letters.messages() == 1
                                            ? "1 message"
                                            : letters.messages() + " messages")
                                    + " gave up",
                            letters.lastError());
            case Attention.FailedDelivery delivery ->
                    new AttentionText(
                            "A "
                                    + delivery.event()
                                    + " of "
                                    + delivery.repository()
                                    + (delivery.retried()
                                            ? " waits and is tried again"
                                            : " started nothing"),
                            delivery.error());
        };
    }

    private static String inARow(int count) {
        return switch (count) {
            case 0, 1 -> "first failure";
            case 2 -> "second in a row";
            case 3 -> "third in a row";
            default -> count + " in a row";
        };
    }

    private static String joined(String first, String second) {
        String one = first.lines().findFirst().orElse("");
        return one.isEmpty() ? second : one + ", " + second;
    }
}
