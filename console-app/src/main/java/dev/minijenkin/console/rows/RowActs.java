package dev.minijenkin.console.rows;

import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.part.list.SteadyList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.input.KeyEvent;

/// All that can be done with the rows of a list: by keys, by buttons, by the palette. It is done
/// with what is marked; where nothing is, with what is selected. FX thread only.
///
/// @param <T> what a row is of
public final class RowActs<T> {
    private final List<RowAct<T>> acts;
    private final Chosen<T> chosen;
    private final Supplier<String> never;
    private final Consumer<String> say;

    /// What a person has chosen to act on.
    ///
    /// @param marked all that is marked
    /// @param selected what the selected row is of; empty for a row that nothing can be done with
    /// @param name of one thing, as it is called in a list of actions
    public record Chosen<T>(
            Supplier<List<T>> marked, Supplier<Optional<T>> selected, Function<T, String> name) {
        List<T> all() {
            List<T> all = marked.get();
            return all.isEmpty() ? selected.get().map(List::of).orElse(List.of()) : all;
        }
    }

    /// @param never why this person may do none of it; empty: they may
    /// @param say tells the person why nothing happens
    public RowActs(
            List<RowAct<T>> acts, Chosen<T> chosen, Supplier<String> never, Consumer<String> say) {
        this.acts = List.copyOf(acts);
        this.chosen = chosen;
        this.never = never;
        this.say = say;
    }

    /// The thing of a row.
    public static <R, T> Optional<T> selected(SteadyList<R> list, Function<R, Optional<T>> of) {
        return list.selected().flatMap(of);
    }

    /// Does what the key says.
    ///
    /// @return whether the key was one of these
    public boolean pressed(KeyEvent event, SteadyList<?> list) {
        Optional<RowAct<T>> act =
                acts.stream().filter(each -> each.look().key() == event.getCode()).findFirst();
        act.ifPresent(wanted -> {
            if (chosen.all().isEmpty()) {
                // Nothing, or what is gone, or a row that is none of ours.
                list.withSelected(
                        row -> say.accept("Nothing can be done with this row: choose another one"),
                        say);
            } else {
                act(wanted);
            }
        });
        return act.isPresent();
    }

    /// What the palette offers.
    public List<Deed> deeds() {
        List<T> all = chosen.all();
        if (all.isEmpty()) {
            return List.of();
        }
        String subject =
                all.size() == 1 ? chosen.name().apply(all.getFirst()) : all.size() + " marked";
        return acts.stream()
                .filter(each -> refusal(each).isEmpty())
                .map(each ->
                        new Deed(
                                each.look().icon(),
                                each.look().title(),
                                subject,
                                each.look().key().getName(),
                                () -> act(each)))
                .toList();
    }

    List<RowAct<T>> acts() {
        return acts;
    }

    /// Why an act cannot be done with what is chosen now; empty where it can.
    String refusal(RowAct<T> act) {
        List<T> all = chosen.all();
        String role = never.get();
        if (!role.isEmpty()) {
            return role;
        }
        return all.isEmpty() ? "Choose a row first" : act.refusal().apply(all);
    }

    void act(RowAct<T> act) {
        String refused = refusal(act);
        if (refused.isEmpty()) {
            act.action().accept(chosen.all());
        } else {
            say.accept(refused);
        }
    }
}
