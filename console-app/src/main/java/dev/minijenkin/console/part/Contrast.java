package dev.minijenkin.console.part;

import javafx.scene.paint.Color;

/// How well one colour can be told from another, as WCAG 2.2 measures it: from 1, the same, to 21,
/// black on white. Text wants 4.5, what is drawn wants 3.
public final class Contrast {
    public static final double TEXT = 4.5;
    public static final double DRAWN = 3;

    private static final int STEPS = 12;

    private Contrast() {}

    public static double between(Color one, Color other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /// A colour as it is seen on another one.
    public static Color over(Color top, Color bottom) {
        double share = top.getOpacity();
        return Color.color(
                top.getRed() * share + bottom.getRed() * (1 - share),
                top.getGreen() * share + bottom.getGreen() * (1 - share),
                top.getBlue() * share + bottom.getBlue() * (1 - share));
    }

    /// A colour of the same hue that can be read on another one: as it is where that can be, else
    /// lighter or darker by as little as it takes.
    public static Color readable(Color wanted, Color behind, double least) {
        if (between(wanted, behind) >= least) {
            return wanted;
        }
        Color end =
                between(Color.WHITE, behind) > between(Color.BLACK, behind)
                        ? Color.WHITE
                        : Color.BLACK;
        double near = 0;
        double far = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (near + far) / 2;
            if (between(wanted.interpolate(end, middle), behind) >= least) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return wanted.interpolate(end, far);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double share) {
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
