package dev.minijenkin.console.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.insight.PeriodFigures;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsightTextTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static PeriodFigures figures(long succeeded, long failed, int median, int p95) {
        return new PeriodFigures(
                succeeded + failed,
                succeeded,
                failed,
                Duration.ofSeconds(median),
                Duration.ofSeconds(p95));
    }

    private static PipelineInsight pipeline(PeriodFigures now, PeriodFigures before) {
        return new PipelineInsight(new PipelineId(1), "shop/ci", now, before, List.of(), 0);
    }

    @Test
    void whatMattersIsSaidAndTheRestIsAsBefore() {
        assertThat(InsightText.change(pipeline(figures(98, 2, 60, 90), figures(99, 1, 58, 88)), 30))
                .isEqualTo("As in the 30 days before.");
        assertThat(
                        InsightText.change(
                                pipeline(figures(80, 20, 90, 100), figures(99, 1, 60, 95)), 30))
                .isEqualTo(
                        "It fails more often: 80.0 % succeed, and 99.0 % did; it is slower: 1:30"
                                + " usually, and it was 1:00.");
        assertThat(InsightText.change(pipeline(figures(9, 0, 60, 180), figures(9, 0, 60, 95)), 7))
                .isEqualTo("The slowest runs are slower: 3:00, and it was 1:35.");
    }

    @Test
    void ofFewRunsNothingIsTold() {
        assertThat(InsightText.change(pipeline(figures(1, 3, 60, 60), figures(4, 0, 10, 10)), 7))
                .isEqualTo("Too few runs in the 7 days before to compare with.");
    }

    @Test
    void aDayIsAFilterOfRuns() {
        PipelineInsight pipeline = pipeline(figures(9, 0, 1, 1), figures(9, 0, 1, 1));
        assertThat(InsightText.runsOf(pipeline, LocalDate.parse("2026-11-23"), NOW))
                .isEqualTo("pipeline:shop/ci since:2160m -since:720m");
        assertThat(InsightText.runsOf(pipeline, LocalDate.parse("2026-11-24"), NOW))
                .isEqualTo("pipeline:shop/ci since:720m");
        assertThat(InsightText.runsOf(pipeline, LocalDate.parse("2026-10-24"), NOW))
                .isEqualTo("pipeline:shop/ci since:756h -since:732h");
    }
}
