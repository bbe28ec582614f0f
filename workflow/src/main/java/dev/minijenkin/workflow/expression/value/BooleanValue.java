package dev.minijenkin.workflow.expression.value;

public record BooleanValue(boolean truth) implements Value {
    static final BooleanValue TRUE = new BooleanValue(true);
    static final BooleanValue FALSE = new BooleanValue(false);

    @Override
    public String kind() {
        return "Boolean";
    }
}
