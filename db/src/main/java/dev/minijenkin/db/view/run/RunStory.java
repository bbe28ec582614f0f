package dev.minijenkin.db.view.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people did with a run.
///
/// @param attempts in their order
/// @param cancelled who ended the attempt that is looked at; empty: nobody did
/// @param inputs that it was started with by hand, by name
/// @param reason that the person gave who started it; empty: none
/// @param path of the workflow file
public record RunStory(
        List<AttemptView> attempts,
        Optional<AttemptView.Deed> cancelled,
        Map<String, String> inputs,
        String reason,
        String path) {
    /// Of a run of which nothing is told.
    public static RunStory none() {
        return new RunStory(List.of(), Optional.empty(), Map.of(), "", "");
    }

    /// When an attempt was asked for; empty where it is not known.
    public Optional<AttemptView> attempt(int number) {
        return attempts.stream().filter(attempt -> attempt.number() == number).findFirst();
    }
}
