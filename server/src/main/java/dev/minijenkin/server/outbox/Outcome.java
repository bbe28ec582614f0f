package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.AttemptEnd.Trial;

/// What came of an attempt to deliver a message.
record Outcome(AttemptEnd end, Trial trial) {
    /// Of one for which nothing was sent.
    static Outcome unsent(AttemptEnd end) {
        return new Outcome(end, Trial.NONE);
    }

    /// Of one that was answered, or not.
    static Outcome of(AttemptEnd end, Response answer) {
        return new Outcome(
                end,
                switch (answer) {
                    case Response.Http http -> new Trial(http.took(), http.status());
                    case Response.None none -> new Trial(none.took(), null);
                });
    }
}
