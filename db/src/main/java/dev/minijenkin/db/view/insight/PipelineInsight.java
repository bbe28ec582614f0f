package dev.minijenkin.db.view.insight;

import dev.minijenkin.db.PipelineId;
import java.time.LocalDate;
import java.util.List;

/// How a pipeline did.
///
/// @param name with its repository's before it: `shop-web/ci`
/// @param now the days that are asked for
/// @param before as many days before them
/// @param days one by one, the oldest first
/// @param flaky commits on which it both failed and succeeded
public record PipelineInsight(
        PipelineId id,
        String name,
        PeriodFigures now,
        PeriodFigures before,
        List<Day> days,
        long flaky) {
    /// What ended on a day.
    ///
    /// @param day in UTC
    public record Day(LocalDate day, PeriodFigures figures) {}
}
