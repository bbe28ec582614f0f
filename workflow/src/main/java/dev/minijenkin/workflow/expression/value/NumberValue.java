package dev.minijenkin.workflow.expression.value;

public record NumberValue(double number) implements Value {
    @Override
    public String kind() {
        return "Number";
    }
}
