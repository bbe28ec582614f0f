package dev.minijenkin.server.page;

/// Finds for each colour that a terminal knows the one of sixteen that both themes have, so that it
/// can be read on either.
final class AnsiPalette {
    private static final int[] STEPS = {0, 95, 135, 175, 215, 255};
    private static final int[][] SIXTEEN = {
        {0, 0, 0}, {205, 49, 49}, {13, 188, 121}, {229, 229, 16},
        {36, 114, 200}, {188, 63, 188}, {17, 168, 205}, {204, 204, 204},
        {118, 118, 118}, {241, 76, 76}, {35, 209, 139}, {245, 245, 67},
        {59, 142, 234}, {214, 112, 214}, {41, 184, 219}, {255, 255, 255}
    };

    private AnsiPalette() {}

    /// Of the 256 colours.
    ///
    /// @return 0 to 15, or -1 where there is no such colour
    static int ofIndex(int index) {
        if (index < 0 || index > 255) {
            return -1;
        }
        if (index < 16) {
            return index;
        }
        if (index >= 232) {
            int grey = 8 + (index - 232) * 10;
            return nearest(grey, grey, grey);
        }
        int cube = index - 16;
        return nearest(STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]);
    }

    /// Of any colour.
    ///
    /// @return 0 to 15
    static int nearest(int red, int green, int blue) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < SIXTEEN.length; i++) {
            int r = red - SIXTEEN[i][0];
            int g = green - SIXTEEN[i][1];
            int b = blue - SIXTEEN[i][2];
            int distance = 2 * r * r + 4 * g * g + 3 * b * b;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
