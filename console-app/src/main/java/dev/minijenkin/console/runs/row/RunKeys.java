package dev.minijenkin.console.runs.row;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.db.view.runs.RunView;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.KeyEvent;

/// Keys of a list whose rows are about runs: Enter opens a row, R, F and X act on its run. FX
/// thread only.
///
/// @param open where a row leads
/// @param run that keys act on; empty where a row is about none
/// @param say tells the person one sentence
public record RunKeys<T>(
        Consumer<T> open,
        Function<T, Optional<RunView>> run,
        RunActions actions,
        Consumer<String> say) {
    /// Does what the keys say, and opens what is clicked.
    public void work(SteadyList<T> list) {
        list.setOnMouseClicked(event -> {
            list.selected().ifPresent(open);
            // So that a click beside the rows is not one on the row before.
            list.selectNothing();
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, list));
    }

    private void pressed(KeyEvent event, SteadyList<T> list) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> list.withSelected(open, say);
            case R -> withRun(list, actions::rerun);
            case F -> withRun(list, actions::rerunFailed);
            case X -> withRun(list, actions::cancel);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void withRun(SteadyList<T> list, Consumer<RunView> action) {
        list.withSelected(
                row ->
                        run.apply(row)
                                .ifPresentOrElse(
                                        action,
                                        () ->
                                                say.accept(
                                                        "This row is about no run: Enter shows what can be done")),
                say);
    }
}
