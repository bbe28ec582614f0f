package dev.minijenkin.console.run;

import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.scene.control.ComboBox;

/// Which attempt of a run is looked at, with what became of each; there only where there are
/// several. FX thread only.
public final class AttemptChoice extends ComboBox<String> {
    private Consumer<AttemptOf> chosen = attempt -> {};

    /// @param told which attempt a person wants to see
    void onChosen(Consumer<AttemptOf> told) {
        chosen = told;
    }

    void show(RunDetail detail) {
        int all = detail.run().attempt();
        setVisible(all > 1);
        setManaged(all > 1);
        List<String> words =
                IntStream.rangeClosed(1, all).mapToObj(number -> words(detail, number)).toList();
        // No choice of the person's: what the run says.
        setOnAction(null);
        if (!getItems().equals(words)) {
            getItems().setAll(words);
        }
        getSelectionModel().select(detail.attempt() - 1);
        setOnAction(event -> choose(detail.run()));
    }

    /// `Attempt 1 of 2, failed`
    private static String words(RunDetail detail, int number) {
        String outcome =
                detail.story()
                        .attempt(number)
                        .map(of -> {
                            Conclusion ended = of.outcome();
                            return ended == null ? "goes on" : StateLooks.of(ended).word();
                        })
                        .map(word -> ", " + word.toLowerCase(Locale.ROOT))
                        .orElse("");
        return "Attempt " + number + " of " + detail.run().attempt() + outcome;
    }

    private void choose(RunView run) {
        int number = getSelectionModel().getSelectedIndex() + 1;
        chosen.accept(
                number == run.attempt()
                        ? new AttemptOf.Current(run.id())
                        : new AttemptOf.Numbered(run.id(), number));
    }
}
