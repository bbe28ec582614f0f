package dev.minijenkin.workflow.expression.value;

public record StringValue(String text) implements Value {
    @Override
    public String kind() {
        return "String";
    }
}
