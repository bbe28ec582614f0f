package dev.minijenkin.console.frame;

import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.runs.RunCounts;
import java.util.function.Supplier;

/// Where the health, the counts and the person come from.
public interface FrameSource {
    /// What changes while the console looks on.
    Now now();

    /// Who we are: does not change while the connection lasts.
    Person person();

    record Now(Health health, RunCounts counts) {}

    /// A source of two questions.
    static FrameSource of(Supplier<Now> now, Supplier<Person> person) {
        return new FrameSource() {
            @Override
            public Now now() {
                return now.get();
            }

            @Override
            public Person person() {
                return person.get();
            }
        };
    }

    /// What the frame shows around every view.
    ///
    /// @param person who we are; read once a connection
    record Answer(Health health, RunCounts counts, Person person) {}
}
