package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.SourcePosition;
import dev.minijenkin.pipeline.workflow.Text;

/// Something of the file that gives nothing usable in this run.
public final class BadTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourcePosition place;

    BadTextException(SourcePosition place, String message) {
        super(message);
        this.place = place;
    }

    BadTextException(Text text, String message) {
        this(text.place(), message);
    }

    /// The same, which others of the job may not have.
    BadTextException of(Leg leg) {
        return leg.isOfMatrix()
                ? new BadTextException(
                        place, "%s (in the leg `%s`)".formatted(getMessage(), leg.name()))
                : this;
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
