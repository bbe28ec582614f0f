package dev.minijenkin.runner.process;

/// What every process of this runner is started with.
public record Launcher(Session session, OutputPipes pipes) {}
