package dev.minijenkin.runner.host.local;

/// What every process of this runner is started and ended with.
record Launcher(ProcessSession session, OutputPipes pipes, StopTimeouts timeouts) {}
