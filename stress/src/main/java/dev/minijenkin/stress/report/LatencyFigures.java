package dev.minijenkin.stress.report;

import java.util.List;

/// Sorted samples in milliseconds.
public record LatencyFigures(List<Double> sorted) {
    public static LatencyFigures of(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to count");
        }
        return new LatencyFigures(samples.stream().sorted().toList());
    }

    public double median() {
        return percentile(50);
    }

    /// The nearest-rank percentile.
    public double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    public double max() {
        return sorted.getLast();
    }
}
