package dev.minijenkin.console.insight;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.view.insight.PeriodFigures;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Figures in words, and the filter of the runs that they are told from.
final class InsightText {
    /// What matters: five points of the success rate, a fifth of a duration.
    private static final double RATE_MATTERS = 0.05;

    private static final double TIME_MATTERS = 1.2;

    /// Of fewer runs nothing is told.
    private static final long ENOUGH = 5;

    /// Minutes that a filter can say.
    private static final long MOST = 9_999;

    static final Comparator<PipelineInsight> WORSE_FIRST =
            Comparator.comparing((PipelineInsight pipeline) -> !failsMore(pipeline))
                    .thenComparing(pipeline -> !slower(pipeline))
                    .thenComparing(PipelineInsight::name);

    private InsightText() {}

    static boolean failsMore(PipelineInsight pipeline) {
        return compares(pipeline)
                && pipeline.now().successRate() < pipeline.before().successRate() - RATE_MATTERS;
    }

    static boolean slower(PipelineInsight pipeline) {
        return compares(pipeline) && longer(pipeline.now().median(), pipeline.before().median());
    }

    /// Whether the slowest twentieth became slower.
    static boolean slowerAtWorst(PipelineInsight pipeline) {
        return compares(pipeline) && longer(pipeline.now().p95(), pipeline.before().p95());
    }

    private static boolean compares(PipelineInsight pipeline) {
        return pipeline.now().runs() >= ENOUGH && pipeline.before().runs() >= ENOUGH;
    }

    /// Whether it became so much longer that it matters.
    static boolean longer(@Nullable Duration now, @Nullable Duration before) {
        return now != null && before != null && now.toMillis() > before.toMillis() * TIME_MATTERS;
    }

    /// What changed, in one sentence.
    static String change(PipelineInsight pipeline, int days) {
        List<String> changes = new ArrayList<>();
        if (failsMore(pipeline)) {
            changes.add(
                    "it fails more often: "
                            + rate(pipeline.now())
                            + " succeed, and "
                            + rate(pipeline.before())
                            + " did");
        }
        if (slower(pipeline)) {
            changes.add(
                    "it is slower: "
                            + time(pipeline.now().median())
                            + " usually, and it was "
                            + time(pipeline.before().median()));
        } else if (slowerAtWorst(pipeline)) {
            changes.add(
                    "the slowest runs are slower: "
                            + time(pipeline.now().p95())
                            + ", and it was "
                            + time(pipeline.before().p95()));
        }
        if (!compares(pipeline)) {
            return "Too few runs in the " + days + " days before to compare with.";
        }
        if (changes.isEmpty()) {
            return "As in the " + days + " days before.";
        }
        String all = String.join("; ", changes);
        return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1) + ".";
    }

    /// `94.1 %`; a dash where nothing ended.
    static String rate(PeriodFigures figures) {
        double rate = figures.successRate();
        return Double.isNaN(rate) ? "–" : "%.1f %%".formatted(rate * 100);
    }

    /// `4:12`; a dash where there is none.
    static String time(@Nullable Duration duration) {
        return duration == null ? "–" : Durations.exact(duration);
    }

    /// The runs of some days until now.
    static String runs(PipelineInsight pipeline, int days, String more) {
        return FilterTokens.token("pipeline", pipeline.name()) + " since:" + days + "d" + more;
    }

    /// The runs of a day, to the minute as far as a filter can say it, else to the hour.
    static String runsOf(PipelineInsight pipeline, LocalDate day, Instant now) {
        Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return FilterTokens.token("pipeline", pipeline.name())
                + " since:"
                + ago(begin, now)
                + (end.isBefore(now) ? " -since:" + ago(end, now) : "");
    }

    private static String ago(Instant then, Instant now) {
        long minutes = Math.max(1, Duration.between(then, now).plusSeconds(59).toMinutes());
        return minutes <= MOST ? minutes + "m" : (minutes + 59) / 60 + "h";
    }
}
