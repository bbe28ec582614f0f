package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.ToldRun;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a message tells, before it is worded for its target.
sealed interface Told {
    /// The page where there is more.
    URI link();

    /// Of a run, or of a job of it ([ToldRun#job]).
    ///
    /// @param conclusion word; empty: it has not ended
    /// @param at when it ended; empty: it has not
    /// @param took from its begin to its end; empty: nothing ran
    record OfRun(
            ToldRun run,
            Standing standing,
            String event,
            int attempt,
            String conclusion,
            Optional<Instant> at,
            Optional<Duration> took,
            URI link)
            implements Told {}

    /// Of a job that printed what a saved search asks for.
    ///
    /// @param run with the job
    /// @param search its name
    /// @param line the first such line of the log, from 1
    /// @param lines how many lines of the job are such
    /// @param text the first of them, without colours
    record OfMatch(
            ToldRun run, String search, int attempt, long line, long lines, String text, URI link)
            implements Told {}

    /// That the target is reached at all.
    record OfTest(String title, String text, URI link) implements Told {}
}
