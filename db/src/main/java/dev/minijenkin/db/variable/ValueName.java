package dev.minijenkin.db.variable;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name of a secret or a variable: `secrets.NAME`, `vars.NAME`. Names that differ in case are
/// one name.
public record ValueName(String text) {
    /// Bytes that a secret or a variable has at most.
    public static final int MOST_BYTES = 48 * 1024;

    private static final int LONGEST = 255;
    private static final Pattern RULE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String RESERVED = "GITHUB_";

    /// @throws IllegalArgumentException with a sentence for a person
    public ValueName {
        if (!RULE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A name has letters, digits and _ only, and no digit first, unlike \""
                            + text
                            + "\"");
        }
        if (text.toUpperCase(Locale.ROOT).startsWith(RESERVED)) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\": names that begin with GITHUB_ are kept for what every job gets");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A name has at most %d letters, not %d".formatted(LONGEST, text.length()));
        }
    }

    /// The one spelling of all that differ in case.
    public String folded() {
        return text.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
