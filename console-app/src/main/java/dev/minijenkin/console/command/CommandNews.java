package dev.minijenkin.console.command;

import dev.minijenkin.db.RunId;
import java.time.Duration;
import java.util.Optional;

/// What a person is told of a command.
///
/// @param run that it is about
/// @param grace while it can be taken back; empty: it cannot be
public record CommandNews(String sentence, Optional<RunId> run, Optional<Grace> grace) {
    /// A while in which a command can be taken back.
    ///
    /// @param lasts from now
    public record Grace(Duration lasts, Runnable takeBack) {}
}
