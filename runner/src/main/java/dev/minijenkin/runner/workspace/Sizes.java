package dev.minijenkin.runner.workspace;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of bytes as people write them: `500M`, `2G`, by steps of 1024.
public final class Sizes {
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final Pattern SIZE =
            Pattern.compile("([1-9][0-9]{0,8})([KMGT]?)(i?B)?", Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /// Reads one.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A size is a number with K, M, G or T, such as 500M or 20G, unlike '"
                            + text
                            + "'");
        }
        int power = UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return Long.parseLong(matcher.group(1)) << (10 * power);
    }

    /// For people, with as few digits as tell it.
    public static String shown(long bytes) {
        int power = 0;
        double size = bytes;
        while (size >= 1024 && power < UNITS.size() - 1) {
            size /= 1024;
            power++;
        }
        String number =
                size == Math.rint(size)
                        ? Long.toString((long) size)
                        : String.format(Locale.ROOT, "%.1f", size);
        return power == 0 ? number + " bytes" : number + " " + UNITS.get(power) + "iB";
    }
}
