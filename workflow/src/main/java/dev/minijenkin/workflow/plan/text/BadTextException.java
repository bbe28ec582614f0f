package dev.minijenkin.workflow.plan.text;

import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;

/// Something of the file that gives nothing usable in this run.
public final class BadTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourcePosition place;

    /// A fault at a place of the file.
    ///
    /// @param message one sentence, without a period
    public BadTextException(SourcePosition place, String message) {
        super(message);
        this.place = place;
    }

    /// A fault of a text of the file.
    ///
    /// @param message one sentence, without a period
    public BadTextException(Text text, String message) {
        this(text.place(), message);
    }

    /// The same, which others of the job may not have.
    ///
    /// @param leg its name
    public BadTextException inLeg(String leg) {
        return new BadTextException(place, "%s (in the leg `%s`)".formatted(getMessage(), leg));
    }

    /// It as a problem of the file.
    ///
    /// @param path of the file
    public Problem problem(String path) {
        return new Problem(
                Problem.Level.ERROR,
                path,
                place.line(),
                place.column(),
                String.valueOf(getMessage()));
    }
}
