package dev.minijenkin.console.log.document;

import java.util.ArrayList;
import java.util.List;

/// How a span of a line is drawn, packed into an `int`: five bits each for the foreground and the
/// background (0: the default, else the ANSI colour plus one), then flags. 0 is plain text.
public final class TextStyle {
    public static final int PLAIN = 0;
    static final int BOLD = 1 << 10;
    static final int DIM = 1 << 11;
    static final int ITALIC = 1 << 12;
    static final int UNDERLINE = 1 << 13;
    static final int INVERSE = 1 << 14;

    private static final int FOREGROUND_MASK = 0b11111;
    private static final int BACKGROUND_SHIFT = 5;
    private static final List<String> COLOURS =
            List.of(
                    "black",
                    "red",
                    "green",
                    "yellow",
                    "blue",
                    "magenta",
                    "cyan",
                    "white",
                    "bright-black",
                    "bright-red",
                    "bright-green",
                    "bright-yellow",
                    "bright-blue",
                    "bright-magenta",
                    "bright-cyan",
                    "bright-white");

    private TextStyle() {}

    /// The same style with another foreground.
    ///
    /// @param colour 0 to 15, or -1 for the default
    static int withForeground(int style, int colour) {
        return (style & ~FOREGROUND_MASK) | (colour + 1);
    }

    /// The same style with another background.
    ///
    /// @param colour 0 to 15, or -1 for the default
    static int withBackground(int style, int colour) {
        return (style & ~(FOREGROUND_MASK << BACKGROUND_SHIFT)) | (colour + 1) << BACKGROUND_SHIFT;
    }

    /// Style classes of the span; the colours themselves are tokens of the style sheet.
    public static List<String> styleClasses(int style) {
        List<String> classes = new ArrayList<>();
        classes.add("log-text");
        int foreground = style & FOREGROUND_MASK;
        int background = style >> BACKGROUND_SHIFT & FOREGROUND_MASK;
        int shown = (style & INVERSE) != 0 && background > 0 ? background : foreground;
        if (shown > 0) {
            classes.add("ansi-" + COLOURS.get(shown - 1));
        }
        addIf(classes, style, BOLD, "ansi-bold");
        addIf(classes, style, DIM, "ansi-dim");
        addIf(classes, style, ITALIC, "ansi-italic");
        addIf(classes, style, UNDERLINE, "ansi-underline");
        return classes;
    }

    private static void addIf(List<String> classes, int style, int flag, String styleClass) {
        if ((style & flag) != 0) {
            classes.add(styleClass);
        }
    }
}
