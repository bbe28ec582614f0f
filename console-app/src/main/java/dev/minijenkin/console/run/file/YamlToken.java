package dev.minijenkin.console.run.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of a line of YAML that looks alike.
public record YamlToken(String text, Kind kind) {
    /// What the stretch is, with the style class that colours it.
    enum Kind {
        PLAIN("yaml-plain"),
        KEY("yaml-key"),
        QUOTED("yaml-quoted"),
        EXPRESSION("yaml-expression"),
        COMMENT("yaml-comment");

        private final String styleClass;

        Kind(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }

    private static final Pattern PARTS =
            Pattern.compile(
                    """
                    (?<key>^\\s*(?:-\\s+)*[\\w.-]+(?=:(?:\\s|$)))\
                    |(?<expression>\\$\\{\\{.*?}})\
                    |(?<comment>(?:^|(?<=\\s))#.*$)\
                    |(?<quoted>"(?:[^"\\\\]|\\\\.)*"|'[^']*')\
                    """);

    /// The stretches of a line, one after the other. A line is looked at alone, so that this is a
    /// help for the eye and no reading of YAML.
    static List<YamlToken> of(String line) {
        List<YamlToken> tokens = new ArrayList<>();
        Matcher part = PARTS.matcher(line);
        int at = 0;
        while (part.find()) {
            add(tokens, line.substring(at, part.start()), Kind.PLAIN);
            add(tokens, part.group(), kind(part));
            at = part.end();
        }
        add(tokens, line.substring(at), Kind.PLAIN);
        return tokens;
    }

    private static void add(List<YamlToken> tokens, String text, Kind kind) {
        if (!text.isEmpty()) {
            tokens.add(new YamlToken(text, kind));
        }
    }

    private static Kind kind(Matcher part) {
        if (part.group("key") != null) {
            return Kind.KEY;
        }
        if (part.group("expression") != null) {
            return Kind.EXPRESSION;
        }
        return part.group("comment") != null ? Kind.COMMENT : Kind.QUOTED;
    }
}
