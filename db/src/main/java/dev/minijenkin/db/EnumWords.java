package dev.minijenkin.db;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The spelling of an enum in the database: the domains of the first migration and the enums of the
/// code share their words, in lower case there and upper case here.
public final class EnumWords {
    private EnumWords() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The same as people write it: `run-finished`.
    public static String dashed(Enum<?> constant) {
        return of(constant).replace('_', '-');
    }

    /// The constant that a word of the database stands for.
    ///
    /// @throws IllegalArgumentException where the database has a word that this version does not
    ///   know
    public static <E extends Enum<E>> E parse(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    public static <E extends Enum<E>> @Nullable E parseNullable(
            Class<E> type, @Nullable String word) {
        return word == null ? null : parse(type, word);
    }

    public static @Nullable String ofNullable(@Nullable Enum<?> constant) {
        return constant == null ? null : of(constant);
    }
}
