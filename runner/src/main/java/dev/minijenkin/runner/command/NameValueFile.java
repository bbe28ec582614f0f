package dev.minijenkin.runner.command;

import java.util.LinkedHashMap;
import java.util.Map;

/// The format of `GITHUB_ENV` and `GITHUB_OUTPUT`: `NAME=VALUE`, or over several lines
/// `NAME<<DELIMITER`, the value, `DELIMITER`. Only `\n` ends a line.
final class NameValueFile {
    private final String text;
    private int at;

    private NameValueFile(String text) {
        this.text = text;
    }

    /// In the order of the file; a later value of a name replaces an earlier one.
    static Map<String, String> parse(String text) throws FileCommandException {
        NameValueFile file = new NameValueFile(text);
        Map<String, String> values = new LinkedHashMap<>();
        while (file.at < text.length()) {
            file.readOne(file.line(), values);
        }
        return values;
    }

    private void readOne(String line, Map<String, String> values) throws FileCommandException {
        if (line.isEmpty()) {
            return;
        }
        int equals = line.indexOf('=');
        int heredoc = line.indexOf("<<");
        if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
            values.put(name(line.substring(0, equals), line), line.substring(equals + 1));
        } else if (heredoc >= 0) {
            String delimiter = line.substring(heredoc + 2);
            if (delimiter.isEmpty()) {
                throw new FileCommandException("has an empty delimiter in '" + line + "'");
            }
            values.put(name(line.substring(0, heredoc), line), upTo(delimiter));
        } else {
            throw new FileCommandException("has a line that is not NAME=VALUE: '" + line + "'");
        }
    }

    private static String name(String name, String line) throws FileCommandException {
        if (name.isEmpty()) {
            throw new FileCommandException("has an empty name in '" + line + "'");
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
        throw new FileCommandException("lacks the closing delimiter '" + delimiter + "'");
    }

    private String line() {
        int end = text.indexOf('\n', at);
        String line = end < 0 ? text.substring(at) : text.substring(at, end);
        at = end < 0 ? text.length() : end + 1;
        return line;
    }
}
