package dev.minijenkin.db.view.overview;

import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.List;

/// Something that needs a person.
public sealed interface Attention {
    Instant since();

    /// The newest finished run of a pipeline on the default branch did not succeed.
    ///
    /// @param detail what failed, in one line; empty where nobody knows
    /// @param inARow how many runs in a row did not succeed, this one included
    record FailedRun(RunView run, String detail, int inARow, Instant since) implements Attention {}

    /// Queued jobs that no runner which is online could take.
    ///
    /// @param runs where they belong, as a person calls them; at most three
    record UnschedulableJobs(List<String> labels, int jobs, List<String> runs, Instant since)
            implements Attention {}

    /// A runner that neither left in good order nor is heard.
    record SilentRunner(String name, List<String> labels, int jobs, Instant since)
            implements Attention {}

    /// Notifications that gave up.
    record DeadLetters(String target, int messages, String lastError, Instant since)
            implements Attention {}

    /// A delivery that failed.
    ///
    /// @param retried whether it is tried again by itself, as where a repository cannot be reached
    record FailedDelivery(
            String repository, String event, String error, boolean retried, Instant since)
            implements Attention {}
}
