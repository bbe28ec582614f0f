package dev.minijenkin.console.peek;

import java.util.Optional;

/// Where first errors come from.
@FunctionalInterface
public interface PeekSource {
    /// How many lines are shown around the error.
    int AROUND = 8;

    /// Empty where nothing has begun yet.
    Optional<FirstError> firstError(PeekTarget target);
}
