package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.workflow.Place;
import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.Text;

/// Something of the file that gives nothing usable in this run.
final class BadText extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    BadText(Place place, String message) {
        super(message);
        this.place = place;
    }

    BadText(Text text, String message) {
        this(text.place(), message);
    }

    /// @param path of the file
    Problem problem(String path) {
        return new Problem(
                Problem.Level.ERROR,
                path,
                place.line(),
                place.column(),
                String.valueOf(getMessage()));
    }
}
