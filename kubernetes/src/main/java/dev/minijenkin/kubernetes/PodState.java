package dev.minijenkin.kubernetes;

import java.util.Map;
import java.util.Optional;

/// How far a pod of a job is.
public sealed interface PodState {
    /// It does not run yet.
    ///
    /// @param trouble why, where that is known
    record Coming(Optional<String> trouble) implements PodState {}

    /// It runs, and its services that are checked are ready.
    ///
    /// @param ended services that have ended already, with their exit codes
    record Ready(Map<String, Integer> ended) implements PodState {
        public Ready {
            ended = Map.copyOf(ended);
        }
    }

    /// It will not run, or no longer does.
    ///
    /// @param why a sentence
    /// @param service whose fault that is
    record Failed(String why, Optional<String> service) implements PodState {}
}
