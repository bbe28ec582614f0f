package dev.minijenkin.db.hook;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Durations as statements take them.
final class Delays {
    private Delays() {}

    /// So much later than now, by the database's clock.
    static Field<OffsetDateTime> in(Duration delay) {
        return DSL.field(
                "now() + make_interval(secs => {0})",
                OffsetDateTime.class, DSL.val(seconds(delay)));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
