package dev.minijenkin.console.run.detail;

import java.util.Optional;

/// Whether there is a run that a person wants to look at, as far as that is known.
public sealed interface RunKnown {
    /// It is asked for.
    record Reading() implements RunKnown {}

    /// There is none of that number, or none any more.
    record Missing() implements RunKnown {}

    /// It could not be read.
    ///
    /// @param sentence why
    record Problem(String sentence) implements RunKnown {}

    record There() implements RunKnown {}

    static RunKnown of(Optional<RunDetail> answer) {
        return answer.isPresent() ? new There() : new Missing();
    }
}
