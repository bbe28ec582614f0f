package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.PollLoop;
import java.time.Duration;
import java.util.Optional;

/// What is to be done again and again, by whichever process comes to it: harmless where several do
/// it at once.
///
/// @param name in the log
/// @param periods from one look to the next, on average
/// @param wokenBy whose hints bring the next look forward; empty where none do
/// @param work performed by one thread of a process
public record Chore(
        String name, PollLoop.Periods periods, Optional<Topic> wokenBy, ChoreWork work) {
    public static Chore every(Duration period, String name, ChoreWork work) {
        return new Chore(name, PollLoop.Periods.every(period), Optional.empty(), work);
    }

    /// The same, also done as soon as this topic is hinted.
    public Chore wokenBy(Topic topic) {
        return new Chore(name, periods, Optional.of(topic), work);
    }

    /// The same, with another period while some of it is left to be done.
    public Chore goingOnAfter(Duration soon) {
        return new Chore(name, new PollLoop.Periods(periods.usual(), soon), wokenBy, work);
    }
}
