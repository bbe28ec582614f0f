package dev.minijenkin.runner.command;

import java.util.function.BiConsumer;

/// The format of `GITHUB_ENV` and `GITHUB_OUTPUT`: `NAME=VALUE`, or over several lines
/// `NAME<<DELIMITER`, the value, `DELIMITER`. Only `\n` ends a line.
final class NameValueFile {
    private static final int LONGEST_SHOWN = 200;

    private final String text;
    private final BiConsumer<String, String> values;
    private int at;

    private NameValueFile(String text, BiConsumer<String, String> values) {
        this.text = text;
        this.values = values;
    }

    /// Gives the names and values in the order of the file, up to the first mistake.
    static void parse(String text, BiConsumer<String, String> values) throws FileCommandException {
        NameValueFile file = new NameValueFile(text, values);
        while (file.at < text.length()) {
            file.readOne(file.line());
        }
    }

    private void readOne(String line) throws FileCommandException {
        if (line.isEmpty()) {
            return;
        }
        int equals = line.indexOf('=');
        int heredoc = line.indexOf("<<");
        if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
            values.accept(name(line.substring(0, equals), line), line.substring(equals + 1));
        } else if (heredoc >= 0) {
            String delimiter = line.substring(heredoc + 2);
            if (delimiter.isEmpty()) {
                throw new FileCommandException("has an empty delimiter in '" + shown(line) + "'");
            }
            values.accept(name(line.substring(0, heredoc), line), upTo(delimiter));
        } else {
            throw new FileCommandException(
                    "has a line that is not NAME=VALUE: '" + shown(line) + "'");
        }
    }

    private static String name(String name, String line) throws FileCommandException {
        if (name.isEmpty()) {
            throw new FileCommandException("has an empty name in '" + shown(line) + "'");
        }
        return name;
    }

    private String upTo(String delimiter) throws FileCommandException {
        int from = at;
        while (at < text.length()) {
            int lineFrom = at;
            boolean ended = text.indexOf('\n', at) >= 0;
            if (line().equals(delimiter)) {
                return lineFrom == from ? "" : text.substring(from, lineFrom - 1);
            }
            if (!ended) {
                break;
            }
        }
        throw new FileCommandException("lacks the closing delimiter '" + shown(delimiter) + "'");
    }

    private String line() {
        int end = text.indexOf('\n', at);
        String line = end < 0 ? text.substring(at) : text.substring(at, end);
        at = end < 0 ? text.length() : end + 1;
        return line;
    }

    private static String shown(String line) {
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
