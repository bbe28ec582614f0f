package dev.minijenkin.console.frame;

import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.runs.RunCounts;

/// Where the health, the counts and the person come from.
@FunctionalInterface
public interface FrameSource {
    Answer frame();

    /// What the frame shows around every view.
    ///
    /// @param person who we are; read once a connection
    record Answer(Health health, RunCounts counts, Person person) {}
}
