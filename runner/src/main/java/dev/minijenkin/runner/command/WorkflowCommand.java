package dev.minijenkin.runner.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A command that a step printed: `::name key=value,key2=value2::data`, or in the old way `##[name
/// key=value;key2=value2]data` anywhere in a line.
///
/// @param name lower case
/// @param properties keys in lower case, values unescaped
/// @param data unescaped
record WorkflowCommand(String name, Map<String, String> properties, String data) {
    private static final String PREFIX = "::";
    private static final String OLD_PREFIX = "##[";

    /// Empty if the line is no command.
    ///
    /// @param known whether a name, as it stands in the line, is that of a command
    static Optional<WorkflowCommand> parse(String line, Predicate<String> known) {
        String text = line.stripLeading();
        if (text.startsWith(PREFIX)) {
            int end = text.indexOf(PREFIX, PREFIX.length());
            Optional<WorkflowCommand> command =
                    end < 0
                            ? Optional.empty()
                            : command(
                                    text.substring(PREFIX.length(), end),
                                    text.substring(end + PREFIX.length()),
                                    false,
                                    known);
            if (command.isPresent()) {
                return command;
            }
        }
        int from = line.indexOf(OLD_PREFIX);
        int to = from < 0 ? -1 : line.indexOf(']', from);
        return to < 0
                ? Optional.empty()
                : command(
                        line.substring(from + OLD_PREFIX.length(), to),
                        line.substring(to + 1),
                        true,
                        known);
    }

    /// Where in a line a command begins, or might once more of the line has come; -1 where none
    /// does.
    ///
    /// @param begins whether it is the beginning of the line
    /// @param mayBegin whether a name, or the beginning of one, may be that of a command
    static int beginning(String text, boolean begins, Predicate<String> mayBegin) {
        String shown = text.stripLeading();
        if (begins
                && (PREFIX.startsWith(shown)
                        || (shown.startsWith(PREFIX) && mayBegin.test(name(shown, 2, ':'))))) {
            return 0;
        }
        for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
            if (OLD_PREFIX.startsWith(text.substring(at, Math.min(text.length(), at + 3)))
                    && (text.length() <= at + OLD_PREFIX.length()
                            || mayBegin.test(name(text, at + OLD_PREFIX.length(), ']')))) {
                return at;
            }
        }
        return -1;
    }

    /// The name at a place, with a blank behind it where it is known to end there.
    private static String name(String text, int from, char end) {
        int to = from;
        while (to < text.length() && text.charAt(to) != end && text.charAt(to) != ' ') {
            to++;
        }
        return text.substring(from, to) + (to < text.length() ? " " : "");
    }

    String property(String key) {
        return properties.getOrDefault(key, "");
    }

    private static Optional<WorkflowCommand> command(
            String head, String data, boolean old, Predicate<String> known) {
        String[] parts = head.split(" ", 2);
        if (!known.test(parts[0])) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String property : parts[1].strip().split(old ? ";" : ",", -1)) {
                String[] pair = property.split("=", 2);
                if (pair.length == 2 && !pair[0].isBlank()) {
                    properties.put(
                            pair[0].strip().toLowerCase(Locale.ROOT), unescapeValue(pair[1], old));
                }
            }
        }
        return Optional.of(
                new WorkflowCommand(parts[0].toLowerCase(Locale.ROOT), properties, unescape(data)));
    }

    private static String unescapeValue(String value, boolean old) {
        String special =
                old
                        ? value.replace("%3B", ";").replace("%5D", "]")
                        : value.replace("%3A", ":").replace("%2C", ",");
        return unescape(special);
    }

    /// The percent sign itself last: what it protected must not be read again.
    private static String unescape(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
}
