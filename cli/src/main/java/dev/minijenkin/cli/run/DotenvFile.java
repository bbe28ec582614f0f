package dev.minijenkin.cli.run;

import dev.minijenkin.cli.part.CommandFailureException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of `NAME=VALUE` lines, as secrets and variables are kept beside a project: `export`
/// before a name, comments, values in quotes that may have several lines; between double quotes
/// `\n`, `\t`, `\"` and `\\` mean what they mean elsewhere.
final class DotenvFile {
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\G(?:[ \\t]*(?:#[^\\n]*)?\\n)*[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*[=:][ \\t]*"
                            + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"[ \\t]*(?:#[^\\n]*)?|'([^']*)'[ \\t]*(?:#[^\\n]*)?|([^\\n]*))(?:\\n|\\z)",
                    Pattern.DOTALL);
    private static final Pattern REST = Pattern.compile("(?:[ \\t]*(?:#[^\\n]*)?(?:\\n|\\z))*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private DotenvFile() {}

    /// What the file holds, in its order.
    ///
    /// @throws CommandFailureException where a line is none of these; its text is not repeated
    static Map<String, String> read(Path file) {
        String text;
        try {
            text = Files.readString(file).replace("\r\n", "\n");
        } catch (MalformedInputException e) {
            throw new CommandFailureException("The file " + file + " is no UTF-8.", e);
        } catch (IOException e) {
            throw new CommandFailureException("The file " + file + " cannot be read.", e);
        }
        return read(file, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static Map<String, String> read(Path file, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher entry = ENTRY.matcher(text);
        int end = 0;
        while (entry.find()) {
            values.put(entry.group(1), value(entry));
            end = entry.end();
        }
        if (!REST.matcher(text.substring(end)).matches()) {
            long line = 1 + text.substring(0, end).chars().filter(c -> c == '\n').count();
            throw new CommandFailureException(
                    "%s:%d: here should be NAME=VALUE.".formatted(file, line));
        }
        return values;
    }

    private static String value(Matcher entry) {
        if (entry.group(2) != null) {
            return ESCAPED.matcher(entry.group(2))
                    .replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group(1))));
        }
        if (entry.group(3) != null) {
            return entry.group(3);
        }
        return entry.group(4).replaceFirst("[ \\t]+#.*$", "").strip();
    }

    private static String unescaped(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\"", "\\", "$", "'" -> letter;
            default -> "\\" + letter;
        };
    }
}
