package dev.minijenkin.workflow.expression.value;

/// The only thing that reading or evaluating an expression throws.
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SHOWN = 1000;

    /// When it went wrong: while cutting into tokens, while building the tree, or while evaluating.
    public enum Kind {
        LEXING,
        PARSING,
        EVALUATION
    }

    private final Kind kind;
    private final int position;
    private final String fault;

    public ExpressionException(Kind kind, int position, String fault) {
        this(kind, position, fault, "");
    }

    /// The hint continues the sentence of the fault.
    public ExpressionException(Kind kind, int position, String fault, String hint) {
        super(fault + hint);
        this.kind = kind;
        this.position = position;
        this.fault = fault;
    }

    public Kind kind() {
        return kind;
    }

    /// Offset of the place in the text that was read, counted from 0.
    public int position() {
        return position;
    }

    /// What is wrong with the text that was read, and where in it, for those who do not see it.
    public String located(String text) {
        return "%s. Located at position %d within expression: %s%s"
                .formatted(fault, position + 1, shortened(text), hint());
    }

    private String hint() {
        return String.valueOf(getMessage()).substring(fault.length());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    public ExpressionException shiftedBy(int offset) {
        ExpressionException shifted =
                new ExpressionException(kind, position + offset, fault, hint());
        shifted.setStackTrace(getStackTrace());
        return shifted;
    }
}
