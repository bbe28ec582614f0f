package dev.minijenkin.workflow.expression.value;

/// What an expression gives: one of six kinds, as in JSON.
public sealed interface Value
        permits NullValue, BooleanValue, NumberValue, StringValue, ArrayValue, ObjectValue {
    static Value of(String text) {
        return new StringValue(text);
    }

    static Value of(double number) {
        return new NumberValue(number);
    }

    static Value of(boolean truth) {
        return truth ? BooleanValue.TRUE : BooleanValue.FALSE;
    }

    /// Name of the kind as people and tools see it: `String`, `Object`, …
    String kind();

    /// Null, false, zero, not-a-number and the empty text are false; everything else is true.
    default boolean isTruthy() {
        return Coercion.isTruthy(this);
    }

    /// The text that stands in a template: an object is literally `Object`, an array `Array`.
    default String asText() {
        return Coercion.toText(this);
    }

    default double asNumber() {
        return Coercion.toNumber(this);
    }

    /// Loose equality, as `==` of expressions has it.
    default boolean isLike(Value other) {
        return Coercion.equal(this, other);
    }

    /// What `this[index]` gives: null where there is no such entry.
    default Value at(Value index) {
        return Access.index(this, () -> index, new Budget(), 0);
    }
}
