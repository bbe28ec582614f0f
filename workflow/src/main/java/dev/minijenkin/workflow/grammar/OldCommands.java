package dev.minijenkin.workflow.grammar;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Workflow commands that files have replaced: `echo "::set-output name=x::y"`.
final class OldCommands {
    private static final Pattern COMMAND =
            Pattern.compile(
                    "::(?<named>set-output|save-state|set-env)\\s+name=[^:\\n]*::"
                            + "|::(?<plain>add-path)::",
                    Pattern.CASE_INSENSITIVE);

    private OldCommands() {}

    /// One of them in a script.
    ///
    /// @param offset in the script
    record Found(int offset, String name) {
        /// What becomes of it, and what to write instead.
        String sentence() {
            String command = name.toLowerCase(Locale.ROOT);
            return switch (command) {
                case "set-output" -> deprecated(command, "GITHUB_OUTPUT");
                case "save-state" -> deprecated(command, "GITHUB_STATE");
                case "set-env" -> refused(command, "name=value", "GITHUB_ENV");
                default -> refused(command, "the folder", "GITHUB_PATH");
            };
        }

        private static String deprecated(String command, String file) {
            return "The command `%s` is deprecated: append name=value to the file \"$%s\" instead"
                    .formatted(command, file);
        }

        private static String refused(String command, String what, String file) {
            return "The command `%s` is refused: append %s to the file \"$%s\" instead"
                    .formatted(command, what, file);
        }
    }

    static Stream<Found> in(String script) {
        return script.contains("::")
                ? COMMAND.matcher(script).results().map(OldCommands::found)
                : Stream.of();
    }

    private static Found found(MatchResult match) {
        String named = match.group("named");
        return new Found(match.start(), named == null ? match.group("plain") : named);
    }
}
