package dev.minijenkin.server.page;

import java.util.List;
import java.util.Locale;

/// What a line of a log is, told by its mark, or by words as compilers and tools write them.
///
/// @param text what is left of the line without its mark
/// @param kind which of them
record LogLineKind(Kind kind, String text) {
    /// Of lines.
    enum Kind {
        PLAIN,
        ERROR,
        WARNING,
        NOTICE,
        DEBUG,
        COMMAND,
        GROUP,
        END_GROUP
    }

    private static final List<String> ERRORS = List.of("error:", "[error]", "fatal:", "error ");
    private static final List<String> WARNINGS =
            List.of("warning:", "[warning]", "[warn]", "warn ");

    static LogLineKind of(String line) {
        if (line.startsWith("##[")) {
            int end = line.indexOf(']');
            if (end > 0) {
                String rest = line.substring(end + 1);
                Kind marked =
                        switch (line.substring(3, end)) {
                            case "group" -> Kind.GROUP;
                            case "endgroup" -> Kind.END_GROUP;
                            case "error" -> Kind.ERROR;
                            case "warning" -> Kind.WARNING;
                            case "notice" -> Kind.NOTICE;
                            case "debug" -> Kind.DEBUG;
                            case "command" -> Kind.COMMAND;
                            default -> Kind.PLAIN;
                        };
                return new LogLineKind(marked, marked == Kind.PLAIN ? line : rest);
            }
        }
        String words = line.stripLeading();
        words = words.substring(0, Math.min(10, words.length())).toLowerCase(Locale.ROOT);
        if (ERRORS.stream().anyMatch(words::startsWith)) {
            return new LogLineKind(Kind.ERROR, line);
        }
        return new LogLineKind(
                WARNINGS.stream().anyMatch(words::startsWith) ? Kind.WARNING : Kind.PLAIN, line);
    }
}
