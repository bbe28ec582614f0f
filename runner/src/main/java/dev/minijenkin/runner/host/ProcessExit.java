package dev.minijenkin.runner.host;

import dev.minijenkin.runner.stop.StopReason;

/// How a process ended.
public sealed interface ProcessExit {
    /// By itself; 128 and more: by a signal.
    record Exited(int code) implements ProcessExit {}

    /// It was ended because its own time limit was over.
    record TimedOut() implements ProcessExit {}

    /// It was ended because its job was asked to stop.
    record Stopped(StopReason reason) implements ProcessExit {}
}
