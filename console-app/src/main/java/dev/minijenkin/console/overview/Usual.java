package dev.minijenkin.console.overview;

import java.util.Arrays;

/// What a number usually is: from its 10th to its 90th percentile over the samples.
///
/// @param low NaN where too little is known
/// @param high NaN where too little is known
record Usual(double low, double high) {
    private static final int ENOUGH = 15;
    private static final Usual UNKNOWN = new Usual(Double.NaN, Double.NaN);

    /// @param samples NaN: not known in that minute
    static Usual of(double[] samples) {
        double[] known = Arrays.stream(samples).filter(Double::isFinite).sorted().toArray();
        return known.length < ENOUGH
                ? UNKNOWN
                : new Usual(known[known.length / 10], known[known.length * 9 / 10]);
    }

    boolean known() {
        return Double.isFinite(high);
    }

    /// Whether a value is far above what is usual.
    ///
    /// @param matters below this nothing is worth a word
    boolean isFarAbove(double value, double matters) {
        return known() && value >= matters && value > 2 * Math.max(high, matters / 2);
    }
}
