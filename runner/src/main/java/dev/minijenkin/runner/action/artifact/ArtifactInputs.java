package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.runner.action.call.InputTexts;
import java.util.Map;

/// Inputs of the actions over artifacts.
final class ArtifactInputs {
    private static final int USUAL_DAYS = NewArtifact.MOST_DAYS;

    private ArtifactInputs() {}

    /// What is kept, and how.
    ///
    /// @param days for which
    record Kept(String name, boolean overwrite, int days) {}

    /// Reads a name and what goes with it. Throws [IllegalArgumentException], whose message goes on
    /// after the name of the step.
    static Kept kept(Map<String, String> with, String usualName) {
        return called(
                InputTexts.text(with, "name").isEmpty() ? usualName : InputTexts.text(with, "name"),
                with);
    }

    /// The same for what bears a name of its own.
    static Kept called(String name, Map<String, String> with) {
        if (!NewArtifact.isName(name)) {
            throw new IllegalArgumentException(
                    "has the name '" + name + "': an artifact's has none of \" : < > | * ? \\ /");
        }
        int days = number(with, "retention-days", 0, 0, USUAL_DAYS);
        return new Kept(name, InputTexts.is(with, "overwrite"), days == 0 ? USUAL_DAYS : days);
    }

    /// A whole number within limits. Throws like [#kept].
    static int number(Map<String, String> with, String name, int usual, int least, int most) {
        String text = InputTexts.text(with, name);
        try {
            int number = text.isEmpty() ? usual : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "has %s: '%s', which is no whole number from %d to %d"
                        .formatted(name, text, least, most));
    }
}
