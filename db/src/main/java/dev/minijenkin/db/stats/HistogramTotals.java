package dev.minijenkin.db.stats;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How long all that ever ended took, in the buckets of a histogram.
///
/// @param observations of each bucket, and one for what is above all bounds
/// @param seconds of all of them together
public record HistogramTotals(List<Long> observations, double seconds) {
    /// Seconds, upwards.
    public static final List<Double> BOUNDS =
            List.of(
                    0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0,
                    3600.0, 10800.0);

    /// What is observed.
    public enum Figure {
        JOB_WAIT,
        RUN_DURATION
    }

    public HistogramTotals {
        observations = List.copyOf(observations);
    }

    /// Adds what was taken to be rolled up: to be said within a statement that has it.
    ///
    /// @param taken rows with a column of milliseconds
    static String adding(Figure figure, String milliseconds, String taken) {
        return """
        insert into histogram_totals as h (figure, bucket, observations, seconds)
        select '%1$s', width_bucket(greatest(%2$s, 0) / 1000, array[%4$s]::float8[]), count(*),
            sum(greatest(%2$s, 0)) / 1000
        from %3$s group by 2 order by 2
        on conflict (figure, bucket) do update set observations = h.observations + excluded.observations,
            seconds = h.seconds + excluded.seconds\
        """
                .formatted(
                        EnumWords.of(figure),
                        milliseconds,
                        taken,
                        BOUNDS.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    public static Map<Figure, HistogramTotals> read(Tx tx) {
        Map<Figure, long[]> counts = new EnumMap<>(Figure.class);
        Map<Figure, Double> sums = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            counts.put(figure, new long[BOUNDS.size() + 1]);
            sums.put(figure, 0.0);
        }
        tx.sql()
                .fetch("select figure, bucket, observations, seconds from histogram_totals")
                .forEach(row -> {
                    Figure figure = EnumWords.parse(Figure.class, row.get("figure", String.class));
                    int bucket = Math.min(row.get("bucket", Integer.class), BOUNDS.size());
                    counts.computeIfPresent(
                            figure,
                            (_, known) -> {
                                known[bucket] += row.get("observations", Long.class);
                                return known;
                            });
                    sums.merge(figure, row.get("seconds", Double.class), Double::sum);
                });
        Map<Figure, HistogramTotals> totals = new EnumMap<>(Figure.class);
        counts.forEach((figure, known) ->
                totals.put(
                        figure,
                        new HistogramTotals(
                                Arrays.stream(known).boxed().toList(),
                                sums.getOrDefault(figure, 0.0))));
        return totals;
    }
}
