package dev.minijenkin.workflow.plan.text;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Names of runs, jobs and steps as people see them: one line of bounded length. A name decides
/// about nothing, so that nothing in it can fail or change what it names.
public final class DisplayNames {
    /// Of what a name shows at most, in UTF-16 units.
    static final int LONGEST = 400;

    private static final String CUT = "...";

    private DisplayNames() {}

    /// The first line of a text that holds anything. An expression that goes over several lines is
    /// one piece.
    public static String shown(String text) {
        return cut(line(text), LONGEST);
    }

    /// The name that the text gives in its place; empty where it cannot be evaluated, or gives
    /// nothing to show.
    ///
    /// @param masks hides secrets in the whole, before any of it is cut off
    public static Optional<String> evaluated(
            String text, Contexts contexts, UnaryOperator<String> masks) {
        try {
            String name =
                    Template.isTemplate(text) ? Template.parse(text).evaluateText(contexts) : text;
            return Optional.of(shown(masks.apply(name))).filter(shown -> !shown.isEmpty());
        } catch (ExpressionException _) {
            return Optional.empty();
        }
    }

    /// The text as one line, in whole.
    public static String line(String text) {
        String line = Template.firstLine(text.strip()).replaceAll("\\s*\\R\\s*", " ");
        StringBuilder plain = new StringBuilder(line.length());
        line.codePoints()
                .forEach(c -> {
                    if (!Character.isISOControl(c)) {
                        plain.appendCodePoint(c);
                    } else if (c == 0) {
                        plain.append('\uFFFD');
                    } else if (plain.isEmpty() || plain.charAt(plain.length() - 1) != ' ') {
                        plain.append(' ');
                    }
                });
        return plain.toString().strip();
    }

    /// At most so long; no character is cut in two.
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + CUT;
    }
}
