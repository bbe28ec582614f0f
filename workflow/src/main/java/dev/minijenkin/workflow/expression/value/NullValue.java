package dev.minijenkin.workflow.expression.value;

/// Nothing: also what a missing property gives.
public record NullValue() implements Value {
    public static final NullValue NULL = new NullValue();

    @Override
    public String kind() {
        return "Null";
    }
}
