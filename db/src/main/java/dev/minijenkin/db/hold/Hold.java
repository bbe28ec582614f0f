package dev.minijenkin.db.hold;

import dev.minijenkin.db.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run, or one of its jobs, that a person holds.
///
/// @param pipeline its title and the number of the run: `Deploy #7`
/// @param job its name; null: the run as a whole
/// @param by who holds it
/// @param reason null: none was given
public record Hold(
        RunId run,
        String pipeline,
        @Nullable String job,
        String by,
        @Nullable String reason,
        Instant since) {}
