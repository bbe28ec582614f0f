package dev.minijenkin.console.overview;

import dev.minijenkin.db.stats.UsualRange;

/// What a tile shows.
///
/// @param number the big one; an en dash where nothing is known
/// @param secondNumber beside it; empty where there is one only
/// @param words one line below
/// @param tone of the words and the line
/// @param values of the last hour; NaN: not known
/// @param secondValues drawn behind
public record Figure(
        String number,
        String unit,
        String secondNumber,
        String secondUnit,
        String words,
        Tone tone,
        double[] values,
        double[] secondValues,
        UsualRange usual) {
    static final String UNKNOWN = "–";

    /// Whether it is out of the ordinary.
    enum Tone {
        ORDINARY(""),
        ALERT("alert"),
        WRONG("wrong");

        private final String styleClass;

        Tone(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }

    static Figure of(
            String number,
            String unit,
            String words,
            Tone tone,
            double[] values,
            UsualRange usual) {
        return new Figure(number, unit, "", "", words, tone, values, new double[0], usual);
    }
}
