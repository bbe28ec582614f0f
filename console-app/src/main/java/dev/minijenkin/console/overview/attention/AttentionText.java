package dev.minijenkin.console.overview.attention;

import dev.minijenkin.console.state.FailureWords;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.view.overview.Attention;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What needs a person, in words.
///
/// @param what happened to whom
/// @param why more about it
/// @param since which commit, and whose; empty where no commit did it
/// @param action the next one, on its button
public record AttentionText(String what, String why, String since, String action) {
    public static AttentionText of(Attention attention) {
        return switch (attention) {
            case Attention.FailedRun failed ->
                    new AttentionText(
                            failed.run().name()
                                    + " "
                                    + StateLooks.of(failed.run()).word().toLowerCase(Locale.ROOT)
                                    + " on "
                                    + failed.run().origin().shortRef(),
                            FailureWords.of(failed.failure()),
                            since(failed),
                            action(failed));
            case Attention.UnschedulableJobs jobs ->
                    new AttentionText(
                            (jobs.jobs() == 1
                                            ? "1 job cannot start"
                                            : jobs.jobs() + " jobs cannot start")
                                    + ": "
                                    + StateLooks.nobodyHas(jobs.labels()),
                            jobs.first().stream()
                                    .map(Attention.NamedJob::name)
                                    .collect(Collectors.joining(", ")),
                            "",
                            "Open job");
            case Attention.KeptEnvironment kept ->
                    new AttentionText(
                            kept.environment()
                                    + " of "
                                    + kept.repositoryName()
                                    + " is locked though nobody deploys",
                            kept.because(),
                            waits(kept.waiting(), "deployment")
                                    + (kept.forGood()
                                            ? ", until a person frees it"
                                            : ", for a moment yet"),
                            "Free…");
            case Attention.AwayRemote remote ->
                    new AttentionText(
                            remote.name() + " does not answer",
                            remote.reason(),
                            waits(remote.deliveries(), "delivery")
                                    + ", "
                                    + (remote.tries() == 1
                                            ? "tried once"
                                            : "tried " + remote.tries() + " times"),
                            "Try now…");
            case Attention.SilentRunner runner ->
                    new AttentionText(
                            runner.name() + " is silent",
                            "Labels "
                                    + String.join(", ", runner.labels())
                                    + ", "
                                    + (runner.jobs() == 0
                                            ? "no job was with it"
                                            : runner.jobs() == 1
                                                    ? "its job goes back to the queue"
                                                    : "its "
                                                            + runner.jobs()
                                                            + " jobs go back to the queue"),
                            "",
                            "Forget…");
            case Attention.DeadLetters letters ->
                    new AttentionText(
                            letters.target()
                                    + ": "
                                    + (letters.messages() == 1
                                            ? "1 message"
                                            : letters.messages() + " messages")
                                    + " gave up",
                            letters.lastError(),
                            "",
                            "Show");
            case Attention.FailedDelivery delivery ->
                    new AttentionText(
                            "A "
                                    + delivery.event()
                                    + " of "
                                    + delivery.repository()
                                    + (delivery.retried()
                                            ? " waits and is tried again"
                                            : " started nothing"),
                            delivery.error(),
                            "",
                            delivery.retried() ? "Show" : "Try again…");
        };
    }

    /// In one text, a line each.
    String all() {
        return Stream.of(what, why, since)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String waits(int count, String noun) {
        return switch (count) {
            case 0 -> "Nothing waits for it";
            case 1 -> "1 " + noun + " waits";
            default -> count + " " + noun.replaceFirst("y$", "ie") + "s wait";
        };
    }

    /// Whether the file of the run is what is wrong.
    static boolean isBrokenFile(Attention.FailedRun failed) {
        return failed.run().status().cause() == Cause.WORKFLOW_INVALID;
    }

    private static String action(Attention.FailedRun failed) {
        if (isBrokenFile(failed)) {
            return failed.failure().line() > 0
                    ? "Open line " + failed.failure().line()
                    : "Open file";
        }
        return failed.run().jobs().failed() > 0 ? "Rerun failed…" : "Open run";
    }

    private static String since(Attention.FailedRun failed) {
        Attention.Broke broke = failed.broke();
        return (broke.everGreen() ? "Red since " : "Never green since ")
                + broke.shortSha()
                + " by "
                + broke.actor()
                + ", "
                + inARow(failed.inARow())
                + (broke.title().isEmpty() ? "" : ": " + broke.title());
    }

    private static String inARow(int count) {
        return switch (count) {
            case 0, 1 -> "first failure";
            case 2 -> "second in a row";
            case 3 -> "third in a row";
            default -> (count >= 100 ? "more than 99" : count) + " in a row";
        };
    }
}
