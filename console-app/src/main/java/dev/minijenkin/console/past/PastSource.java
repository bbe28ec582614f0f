package dev.minijenkin.console.past;

import dev.minijenkin.db.view.past.DayCourse;
import java.time.Instant;

/// Where the past comes from, beside what each view shows of it. Called on workers.
public interface PastSource {
    DayCourse course(Instant from, Instant until);

    /// A stretch of it as one page.
    String page(Instant from, Instant to);
}
