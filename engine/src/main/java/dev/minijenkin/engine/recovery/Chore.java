package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Optional;

/// What is to be done again and again, by whichever process comes to it: harmless where several do
/// it at once.
///
/// @param name in the log
/// @param period from one look to the next, on average
/// @param wokenBy whose hints bring the next look forward; empty where none do
/// @param work performed by one thread of a process
public record Chore(String name, Duration period, Optional<Topic> wokenBy, ChoreWork work) {
    public static Chore every(Duration period, String name, ChoreWork work) {
        return new Chore(name, period, Optional.empty(), work);
    }

    /// The same, also done as soon as this topic is hinted.
    public Chore wokenBy(Topic topic) {
        return new Chore(name, period, Optional.of(topic), work);
    }
}
