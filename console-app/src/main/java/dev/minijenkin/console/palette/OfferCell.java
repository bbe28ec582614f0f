package dev.minijenkin.console.palette;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// One offer in one line: its state or its kind, what it is, what tells it apart, and where.
final class OfferCell extends ListCell<Offer> {
    private static final double STATE = 74;

    private final IconView icon = new IconView(Icon.RUNS, 15);
    private final StateIcon state = new StateIcon();
    private final StackPane sign = new StackPane(icon, state);
    private final CutLabel title = new CutLabel("", "medium");
    private final CutLabel detail = new CutLabel("", "small", "subtle");
    private final CutLabel where = new CutLabel("", "small", "muted");
    private final Label word = new Label();
    private final FittingRow line = new FittingRow(10, sign, title, detail, where, word);

    OfferCell() {
        line.getStyleClass().addAll("job-line", "offer");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        sign.setMinWidth(16);
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setMaxWidth(Double.MAX_VALUE);
        FittingRow.setKeep(title, 200.0);
        FittingRow.setKeep(detail, 60.0);
        FittingRow.setKeep(where, 120.0);
        FittingRow.setDrop(where, 1);
        word.setMinWidth(STATE);
    }

    @Override
    protected void updateItem(Offer offer, boolean empty) {
        super.updateItem(offer, empty);
        setText(null);
        if (empty || offer == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        Offer.Words words = offer.words();
        icon.setIcon(words.icon());
        icon.setVisible(words.state().isEmpty());
        state.setVisible(words.state().isPresent());
        title.setText(words.title());
        detail.setText(words.detail());
        where.setText(words.where());
        word.setManaged(words.state().isPresent());
        word.setVisible(words.state().isPresent());
        words.state().ifPresent(this::showState);
        setAccessibleText(
                String.join(
                        ", ",
                        words.title(),
                        words.state().map(StateLook::word).orElse(words.detail()),
                        words.where()));
        setGraphic(line);
    }

    private void showState(StateLook look) {
        state.show(look.shape());
        word.setText(look.word());
        word.getStyleClass().setAll("label", "small", "state-text", look.shape().styleClass());
    }
}
