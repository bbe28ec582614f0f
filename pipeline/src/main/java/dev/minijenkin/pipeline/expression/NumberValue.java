package dev.minijenkin.pipeline.expression;

public record NumberValue(double number) implements Value {
    @Override
    public String kind() {
        return "Number";
    }
}
