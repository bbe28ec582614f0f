package dev.minijenkin.db.runner;

import dev.minijenkin.db.RunnerId;
import java.time.Duration;

/// Whether a runner may work under its name.
public sealed interface RegistrationOutcome {
    /// It may.
    ///
    /// @param lease how long it may be silent before its claims are lost
    record Registered(RunnerId id, Duration lease) implements RegistrationOutcome {}

    /// Another process works under this name: it is alive, or its lease has not ended yet.
    record NameTaken(String host, long pid, Duration silentFor) implements RegistrationOutcome {}
}
