package dev.minijenkin.runner.process;

/// What every process of this runner is started with.
public record Launcher(ProcessSession session, OutputPipes pipes) {}
