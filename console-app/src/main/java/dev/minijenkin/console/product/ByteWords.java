package dev.minijenkin.console.product;

import java.util.Locale;

/// Sizes in words: `612 B`, `18.4 MB`.
final class ByteWords {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private ByteWords() {}

    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        // What would be rounded to a thousand is one of the next unit.
        while (size >= 999.95 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
