package dev.minijenkin.runner.host.local;

import java.util.concurrent.CompletableFuture;

/// A process of a step.
///
/// @param exit its exit code once it has ended, 128 and more by a signal; or why that is unknown
/// @param tree of what it started
record StartedProcess(CompletableFuture<Integer> exit, ProcessTree tree) {}
