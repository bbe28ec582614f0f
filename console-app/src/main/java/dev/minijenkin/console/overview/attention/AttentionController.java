package dev.minijenkin.console.overview.attention;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.MarkBar;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowMarking;
import dev.minijenkin.console.runs.row.RunKeys;
import dev.minijenkin.db.view.overview.Attention;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds the card of what needs a person.
public final class AttentionController {
    private final Parts parts;
    private final AttentionActions actions;
    private final RowActs<Attention> acts;
    private final Marks marks = new Marks();

    @FXML private Region root;
    @FXML private Label title;
    @FXML private Label count;
    @FXML private Label sinceHead;
    @FXML private SteadyList<Attention> attentions;
    @FXML private VBox nothingToDo;
    @FXML private Label nothingHeading;
    @FXML private MarkBar markBar;

    /// What the card is made of.
    ///
    /// @param clock of what is shown
    /// @param say tells the person one sentence
    public record Parts(
            Navigator navigator, RunActions actions, DatabaseClock clock, Consumer<String> say) {}

    public AttentionController(Parts parts) {
        this.parts = parts;
        this.actions = new AttentionActions(parts.actions(), parts.navigator(), parts.clock());
        this.acts =
                new RowActs<>(
                        new AttentionActs(parts.actions()).all(),
                        new RowActs.Chosen<>(
                                this::marked, () -> Optional.empty(), AttentionActs::name),
                        parts.actions().refusalProperty()::get,
                        parts.say());
    }

    /// The card.
    public Region card() {
        return root;
    }

    /// The list in the card.
    public SteadyList<Attention> list() {
        return attentions;
    }

    /// Shows what needs a person.
    ///
    /// @param past whether it needed one at a minute that is past
    public void show(List<Attention> all, boolean past) {
        title.setText(past ? "Needed a person" : "Needs a person");
        nothingHeading.setText(past ? "Nothing needed a person" : "Nothing needs you");
        marks.keepOnly(all.stream().map(Attention::key).toList());
        attentions.show(all);
        markBar.refresh();
        count.setText(all.isEmpty() ? "" : Integer.toString(all.size()));
        sinceHead.setVisible(!all.isEmpty());
        nothingToDo.setVisible(all.isEmpty());
    }

    @FXML
    private void initialize() {
        attentions.setAccessibleText("Needs a person");
        attentions.setCellFactory(view ->
                new AttentionCell(
                        parts.clock(), actions, attention -> marks.contains(attention.key())));
        markBar.follow(marks, acts, attentions::refresh);
        RowMarking.on(
                attentions, marks, attention -> Optional.of(attention.key()), attentions::refresh);
        attentions.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedWithMarks);
        attentions.tellApart(Attention::key, parts.clock());
        new RunKeys<Attention>(
                        actions::open,
                        attention ->
                                attention instanceof Attention.FailedRun failed
                                        ? Optional.of(failed.run())
                                        : Optional.empty(),
                        parts.actions(),
                        parts.say())
                .work(attentions);
        attentions.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private List<Attention> marked() {
        return marks.of(attentions.getItems(), Attention::key);
    }

    /// Does what the button of the row says, or takes its words along.
    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case A -> attentions.withSelected(actions::act, parts.say());
            case C -> attentions.withSelected(this::copy, parts.say());
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Where something is marked, keys act on all of that.
    private void pressedWithMarks(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        if (plain && event.getCode() == KeyCode.SPACE) {
            attentions.withSelected(
                    attention -> {
                        marks.toggle(attention.key());
                        attentions.refresh();
                    },
                    parts.say());
            event.consume();
        } else if (plain && marks.countProperty().get() > 0) {
            boolean unmarks = event.getCode() == KeyCode.ESCAPE;
            if (unmarks) {
                marks.clear();
                attentions.refresh();
            }
            if (unmarks || acts.pressed(event, attentions)) {
                event.consume();
            }
        }
    }

    private void copy(Attention attention) {
        TextClipboard.put(AttentionText.of(attention).all());
        parts.say().accept("Copied what needs a person");
    }
}
