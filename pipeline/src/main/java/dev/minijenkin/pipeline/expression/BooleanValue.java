package dev.minijenkin.pipeline.expression;

public record BooleanValue(boolean truth) implements Value {
    static final BooleanValue TRUE = new BooleanValue(true);
    static final BooleanValue FALSE = new BooleanValue(false);

    @Override
    public String kind() {
        return "Boolean";
    }
}
