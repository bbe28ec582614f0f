package dev.minijenkin.console.queue;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.time.Duration;
import java.time.Instant;

/// What waits, in words.
///
/// @param why it waits, in one sentence
/// @param more about it; empty: nothing
record QueueText(String why, String more) {
    static QueueText of(QueuedWork work) {
        QueuedWork.Waiting waiting = work.waiting();
        String message = waiting.message().replace("`", "");
        return switch (QueueGroup.of(work)) {
            case NO_RUNNER ->
                    new QueueText(
                            capital(StateLooks.nobodyHas(waiting.asked())),
                            waiting.away().isEmpty()
                                    ? "asks for " + String.join(", ", waiting.asked().labels())
                                    : waiting.away());
            case PERSON ->
                    work.held()
                            .map(held ->
                                    new QueueText(
                                            (held.whole() ? "Its run is held by " : "Held by ")
                                                    + held.by(),
                                            held.reason()))
                            .orElseGet(
                                    () -> new QueueText(message, "asked by " + work.run().actor()));
            case LOCK, TURN -> new QueueText(message.isEmpty() ? reason(work) : message, "");
            case LIMIT ->
                    new QueueText(
                            "The limit of " + waiting.fullLimit() + " is full",
                            "it begins when one of those under way ends");
            case SLOT ->
                    new QueueText(
                            "Next free slot with " + String.join(", ", waiting.asked().labels()),
                            waiting.place() == 1
                                    ? "the first of these labels"
                                    : waiting.place() == 2
                                            ? "1 job before it"
                                            : waiting.place() - 1 + " jobs before it");
        };
    }

    /// `deploy-production`; of a run as a whole, that it is.
    static String name(QueuedWork work) {
        return work.name().isEmpty() ? "The whole run" : work.name();
    }

    /// With its run: `train of recommender / ci #97`.
    static String fullName(QueuedWork work) {
        return work.job() == null ? work.run().name() : work.name() + " of " + work.run().name();
    }

    /// `in 2 min`, `now`, `unknown`; empty where that is not for the clock to say.
    static String starts(QueuedWork work, Instant at) {
        Instant starts = work.waiting().startsAt();
        if (work.waiting().reason() != null) {
            return "";
        }
        if (starts == null) {
            return "unknown";
        }
        Duration left = Duration.between(at, starts);
        return left.toSeconds() < 2 ? "now" : "in " + Durations.words(left);
    }

    private static String reason(QueuedWork work) {
        return work.waiting().reason() == WaitingReason.WAIT_TIMER
                ? "Waits for the time that its environment asks for"
                : "Waits for another of its concurrency group";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
