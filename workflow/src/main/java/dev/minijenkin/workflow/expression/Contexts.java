package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.HashMap;
import java.util.Map;

/// What an expression is evaluated against: the values of the contexts and the functions that
/// depend on the place. Immutable; a context that is not there is null.
public final class Contexts {
    public static final Contexts EMPTY =
            new Contexts(
                    Map.of(),
                    Status.SUCCESS,
                    _ -> {
                        throw new IllegalArgumentException("There are no files here to hash");
                    });

    private final Map<String, Value> values;
    private final Status status;
    private final FileHashes fileHashes;

    private Contexts(Map<String, Value> values, Status status, FileHashes fileHashes) {
        this.values = values;
        this.status = status;
        this.fileHashes = fileHashes;
    }

    public static Contexts of(Map<String, ? extends Value> values) {
        return EMPTY.with(values);
    }

    public Contexts with(String name, Value value) {
        return with(Map.of(name, value));
    }

    public Contexts with(Map<String, ? extends Value> more) {
        Map<String, Value> together = new HashMap<>(values);
        more.forEach((name, value) -> together.put(OrdinalIgnoreCase.fold(name), value));
        return new Contexts(together, status, fileHashes);
    }

    public Contexts with(Status newStatus) {
        return new Contexts(values, newStatus, fileHashes);
    }

    public Contexts with(FileHashes newFileHashes) {
        return new Contexts(values, status, newFileHashes);
    }

    public Value value(String name) {
        return values.getOrDefault(OrdinalIgnoreCase.fold(name), NullValue.NULL);
    }

    Status status() {
        return status;
    }

    FileHashes fileHashes() {
        return fileHashes;
    }
}
