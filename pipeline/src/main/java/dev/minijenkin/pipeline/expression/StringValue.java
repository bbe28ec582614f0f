package dev.minijenkin.pipeline.expression;

public record StringValue(String text) implements Value {
    @Override
    public String kind() {
        return "String";
    }
}
