package dev.minijenkin.runner.matcher;

/// A pattern took too long with a line.
final class SlowPatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SlowPatternException() {
        super("A pattern took too long with a line");
    }
}
