package dev.minijenkin.console.rows;

import dev.minijenkin.console.icon.Icon;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.KeyCode;

/// Something that can be done with one row of a list, or with several.
///
/// @param refusal why it cannot be done with these; empty: it can
/// @param action is given at least one
public record RowAct<T>(Look look, Function<List<T>, String> refusal, Consumer<List<T>> action) {
    /// How it is offered.
    ///
    /// @param title in the imperative, with dots where something is asked first: `Hold…`
    /// @param destructive whether it throws work away
    public record Look(Icon icon, String title, KeyCode key, boolean destructive) {}

    public RowAct(
            Icon icon,
            String title,
            KeyCode key,
            Function<List<T>, String> refusal,
            Consumer<List<T>> action) {
        this(new Look(icon, title, key, false), refusal, action);
    }

    /// The same, thrown away by which something is.
    public RowAct<T> destroying() {
        return new RowAct<>(new Look(look.icon(), look.title(), look.key(), true), refusal, action);
    }
}
