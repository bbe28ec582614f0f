package dev.minijenkin.console.log.ansi;

/// How a span of a line is drawn, packed into a `long`: 26 bits each for the foreground and the
/// background, then flags. 0 is plain text. A colour is 0 for the default, the ANSI colour plus one
/// for one of the sixteen, else red, green and blue with [#TRUE] set.
public final class TextStyle {
    public static final long PLAIN = 0;
    public static final long BOLD = 1L << 52;
    public static final long DIM = 1L << 53;
    public static final long ITALIC = 1L << 54;
    public static final long UNDERLINE = 1L << 55;
    public static final long INVERSE = 1L << 56;
    public static final long STRIKE = 1L << 57;

    /// Marks a colour that is given by red, green and blue.
    static final int TRUE = 1 << 24;

    private static final long COLOUR_MASK = (1L << 26) - 1;
    private static final int BACKGROUND_SHIFT = 26;

    private TextStyle() {}

    /// The same style with another foreground.
    ///
    /// @param colour 0 to 15, or -1 for the default, or one of [#rgb]
    public static long withForeground(long style, int colour) {
        return (style & ~COLOUR_MASK) | (colour + 1);
    }

    /// The same style with another background.
    ///
    /// @param colour 0 to 15, or -1 for the default, or one of [#rgb]
    static long withBackground(long style, int colour) {
        return (style & ~(COLOUR_MASK << BACKGROUND_SHIFT))
                | ((long) (colour + 1) << BACKGROUND_SHIFT);
    }

    /// A true colour, for [#withForeground] and [#withBackground].
    public static int rgb(int red, int green, int blue) {
        return (TRUE | (red << 16) | (green << 8) | blue) - 1;
    }

    public static boolean has(long style, long flag) {
        return (style & flag) != 0;
    }

    /// What the text is drawn in.
    public static AnsiColour foreground(long style) {
        return colour((int) (style & COLOUR_MASK));
    }

    /// What is behind the text.
    public static AnsiColour background(long style) {
        return colour((int) ((style >> BACKGROUND_SHIFT) & COLOUR_MASK));
    }

    private static AnsiColour colour(int packed) {
        if (packed == 0) {
            return new AnsiColour.Default();
        }
        return (packed & TRUE) == 0
                ? new AnsiColour.Named(packed - 1)
                : new AnsiColour.Rgb((packed >> 16) & 0xff, (packed >> 8) & 0xff, packed & 0xff);
    }
}
