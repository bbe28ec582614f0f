package dev.minijenkin.pipeline.expression;

/// The only thing that reading or evaluating an expression throws.
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// When it went wrong: while cutting into tokens, while building the tree, or while evaluating.
    public enum Kind {
        LEXING,
        PARSING,
        EVALUATION
    }

    private final Kind kind;
    private final int position;

    ExpressionException(Kind kind, int position, String message) {
        super(message);
        this.kind = kind;
        this.position = position;
    }

    public Kind kind() {
        return kind;
    }

    /// Offset of the place in the text that was read, counted from 0.
    public int position() {
        return position;
    }

    ExpressionException shiftedBy(int offset) {
        ExpressionException shifted =
                new ExpressionException(kind, position + offset, String.valueOf(getMessage()));
        shifted.setStackTrace(getStackTrace());
        return shifted;
    }
}
