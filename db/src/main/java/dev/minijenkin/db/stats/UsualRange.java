package dev.minijenkin.db.stats;

/// From where to where a figure usually is.
///
/// @param low NaN where too little is known
/// @param high NaN where too little is known
public record UsualRange(double low, double high) {
    public static UsualRange unknown() {
        return new UsualRange(Double.NaN, Double.NaN);
    }

    public boolean known() {
        return Double.isFinite(high);
    }

    /// Whether a value is out of the ordinary: above twice of what it usually is at most.
    ///
    /// @param matters below this nothing is worth a word
    public boolean isFarAbove(double value, double matters) {
        return known() && value >= matters && value > 2 * Math.max(high, matters / 2);
    }
}
