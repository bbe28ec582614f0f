package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.workflow.Text;

/// A text of the file that gives nothing usable in this run.
final class BadText extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Text text;

    BadText(Text text, String message) {
        super(message);
        this.text = text;
    }

    Text text() {
        return text;
    }
}
