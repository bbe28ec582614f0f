package dev.minijenkin.console.log.document;

/// Brings the 256-colour palette and true colour back to the sixteen ANSI colours, because only
/// those have a contrast that was chosen for both looks.
final class AnsiColours {
    private static final int CUBE_START = 16;
    private static final int GREY_START = 232;

    private AnsiColours() {}

    /// The nearest of the sixteen.
    ///
    /// @param index 0 to 255
    static int ofPalette(int index) {
        if (index < CUBE_START) {
            return Math.max(0, index);
        }
        if (index >= GREY_START) {
            int grey = 8 + 10 * (index - GREY_START);
            return ofRgb(grey, grey, grey);
        }
        int cube = index - CUBE_START;
        return ofRgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }

    static int ofRgb(int red, int green, int blue) {
        int high = Math.max(red, Math.max(green, blue));
        int low = Math.min(red, Math.min(green, blue));
        if (high - low < 40) {
            return ofGrey(high);
        }
        int middle = (high + low) / 2;
        int hue = (red > middle ? 1 : 0) | (green > middle ? 2 : 0) | (blue > middle ? 4 : 0);
        return high > 190 && low > 80 ? hue + 8 : hue;
    }

    private static int ofGrey(int value) {
        if (value < 64) {
            return 0;
        }
        if (value < 150) {
            return 8;
        }
        return value < 220 ? 7 : 15;
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }
}
