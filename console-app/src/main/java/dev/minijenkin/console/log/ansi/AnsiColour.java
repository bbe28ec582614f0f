package dev.minijenkin.console.log.ansi;

import java.util.List;

/// A colour that a program asked the terminal for.
public sealed interface AnsiColour {
    /// The terminal's own.
    record Default() implements AnsiColour {}

    /// One of the sixteen, which each look has of its own.
    ///
    /// @param index 0 to 15
    record Named(int index) implements AnsiColour {
        private static final List<String> WORDS =
                List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

        /// `red`, `bright-red`.
        public String word() {
            return index < 8 ? WORDS.get(index) : "bright-" + WORDS.get(index - 8);
        }
    }

    /// Red, green and blue, 0 to 255 each.
    record Rgb(int red, int green, int blue) implements AnsiColour {}
}
