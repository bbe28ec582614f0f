package dev.minijenkin.runner.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A command that a step printed: `::name key=value,key2=value2::data`, or in the old way `##[name
/// key=value;key2=value2]data` anywhere in a line.
///
/// @param name lower case
/// @param properties keys in lower case, values unescaped
/// @param data unescaped
record WorkflowCommand(String name, Map<String, String> properties, String data) {
    private static final String OLD_PREFIX = "##[";

    /// Empty if the line has not the form of a command. Whether the name means anything is for the
    /// caller to say.
    static Optional<WorkflowCommand> parse(String line) {
        String text = line.stripLeading();
        if (text.startsWith("::")) {
            int end = text.indexOf("::", 2);
            if (end > 2) {
                return command(text.substring(2, end), ",", text.substring(end + 2), false);
            }
        }
        int from = line.indexOf(OLD_PREFIX);
        int to = from < 0 ? -1 : line.indexOf(']', from);
        return to < 0
                ? Optional.empty()
                : command(
                        line.substring(from + OLD_PREFIX.length(), to),
                        ";",
                        line.substring(to + 1),
                        true);
    }

    String property(String key) {
        return properties.getOrDefault(key, "");
    }

    private static Optional<WorkflowCommand> command(
            String head, String separator, String data, boolean old) {
        String[] parts = head.strip().split(" ", 2);
        if (parts[0].isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String property : parts[1].strip().split(separator, -1)) {
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
