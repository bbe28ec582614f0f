package dev.minijenkin.console.log.ansi;

/// The 256-colour palette: the sixteen stay what the look makes of them, the others are true
/// colours.
final class AnsiColours {
    private static final int CUBE_START = 16;
    private static final int GREY_START = 232;

    private AnsiColours() {}

    /// For [TextStyle#withForeground].
    ///
    /// @param index 0 to 255
    static int ofPalette(int index) {
        if (index < CUBE_START) {
            return Math.max(0, index);
        }
        if (index >= GREY_START) {
            int grey = 8 + 10 * (index - GREY_START);
            return TextStyle.rgb(grey, grey, grey);
        }
        int cube = index - CUBE_START;
        return TextStyle.rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }

    static int ofRgb(int red, int green, int blue) {
        return TextStyle.rgb(Math.min(255, red), Math.min(255, green), Math.min(255, blue));
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }
}
