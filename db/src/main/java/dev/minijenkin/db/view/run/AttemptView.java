package dev.minijenkin.db.view.run;

import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An attempt of a run.
///
/// @param number from 1
/// @param began when it was asked for
/// @param outcome of its jobs together; null while some are not over
/// @param wanted who asked for it again, and why; empty for the first one
public record AttemptView(
        int number, Instant began, @Nullable Conclusion outcome, Optional<Deed> wanted) {
    /// What a person did.
    ///
    /// @param reason empty where they gave none
    public record Deed(String actor, String reason) {}
}
