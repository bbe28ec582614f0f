package dev.minijenkin.console.log.beside;

import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.log.list.LogLink;
import dev.minijenkin.console.log.model.TimeColumn;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.db.view.run.BesideJob;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds two logs side by side: the one that the person moves leads, and the other follows it by
/// time.
public final class BesideController implements Screen {
    private final Parts parts;
    private final BesideViewModel model;
    private final BesidePane left;
    private final BesidePane right;
    private BesidePane leader;

    @FXML private VBox root;
    @FXML private ComboBox<BesideJob> other;
    @FXML private ToggleButton tied;
    @FXML private ToggleButton clock;
    @FXML private ComboBox<TimeColumn> times;
    @FXML private HBox panes;
    @FXML private Label alone;

    /// What two logs are made of.
    ///
    /// @param say tells the person one sentence
    /// @param open opens an address of the web
    public record Parts(
            BesideViewModel model,
            Navigator navigator,
            Consumer<String> say,
            Consumer<String> open) {}

    public BesideController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.left = new BesidePane(model.left(), "Lines of the log on the left", this::follow);
        this.right = new BesidePane(model.right(), "Lines of the log on the right", this::follow);
        this.leader = left;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.BesidePlace(var run, var job)) {
            lead(left);
            model.open(run, job);
        }
    }

    @Override
    public void hide() {
        model.close();
    }

    @Override
    public void focus() {
        leader.list().requestFocus();
    }

    @Override
    public List<Deed> deeds() {
        String of = model.left().jobProperty().get().map(JobView::name).orElse("");
        return List.of(
                new Deed(Icon.CLOCK, "Tie the logs by the other time", of, "A", this::otherTie),
                new Deed(Icon.LINK, "Tie the logs, or no more", of, "S", () -> tied.fire()),
                new Deed(Icon.LOG, "Choose the other log", of, "J", this::chooseOther),
                new Deed(Icon.LOG, "Open this log alone", of, "Enter", this::openAlone));
    }

    @FXML
    private void initialize() {
        for (BesidePane pane : List.of(left, right)) {
            HBox.setHgrow(pane, Priority.ALWAYS);
            // Both take the same room, whatever stands in them.
            pane.setPrefWidth(400);
            pane.setMaxWidth(Double.MAX_VALUE);
            panes.getChildren().add(pane);
            pane.addEventFilter(ScrollEvent.ANY, event -> lead(pane));
            pane.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> lead(pane));
            pane.list()
                    .focusedProperty()
                    .subscribe(focused -> {
                        if (focused) {
                            lead(pane);
                        }
                    });
            pane.onScrolled(() -> moved(pane));
            pane.list()
                    .getSelectionModel()
                    .selectedIndexProperty()
                    .subscribe((before, next) -> moved(pane));
            pane.model().bytesProperty().subscribe(bytes -> moved(leader));
            // The lists lay their rows out first.
            pane.list()
                    .heightProperty()
                    .subscribe(height -> Platform.runLater(() -> moved(leader)));
        }
        lead(left);
        tied.selectedProperty().bindBidirectional(model.tiedProperty());
        model.tiedProperty().subscribe(on -> moved(leader));
        model.tieProperty().subscribe(tie -> showTie(tie));
        clock.setOnAction(event -> otherTie());
        times.getItems().setAll(TimeColumn.values());
        times.valueProperty().bindBidirectional(model.left().timesProperty());
        other.setConverter(new BesideWords());
        other.setOnAction(event -> {
            BesideJob job = other.getValue();
            if (job != null) {
                model.choose(job);
            }
        });
        model.offeredProperty().subscribe(jobs -> showOffered());
        model.chosenProperty().subscribe(job -> other.setValue(job.orElse(null)));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// What the person moves leads from now on.
    private void lead(BesidePane pane) {
        leader = pane;
        left.showLeads(pane == left);
        right.showLeads(pane == right);
    }

    private BesidePane follower() {
        return leader == left ? right : left;
    }

    /// The one that follows is moved by this, and moves nothing itself.
    private void moved(BesidePane pane) {
        if (pane == leader && model.tiedProperty().get()) {
            pane.anchor()
                    .ifPresent(anchor -> {
                        int line = model.lineBeside(pane.model(), anchor.line());
                        if (line >= 0) {
                            follower().followTo(line, anchor.rowsAbove());
                        }
                    });
        }
    }

    private void showTie(TimeTie tie) {
        clock.setSelected(tie == TimeTie.CLOCK);
        moved(leader);
    }

    private void showOffered() {
        other.getItems().setAll(model.offeredProperty().get());
        other.setValue(model.chosenProperty().get().orElse(null));
        other.setDisable(model.offeredProperty().get().isEmpty());
        alone.setVisible(model.isAlone());
        alone.setManaged(model.isAlone());
    }

    private void otherTie() {
        model.tieProperty().set(model.tieProperty().get().next());
        parts.say().accept("The logs are tied by " + model.tieProperty().get().label());
    }

    private void chooseOther() {
        other.requestFocus();
        other.show();
    }

    private void openAlone() {
        BesidePane pane = leader;
        Optional<JobView> job = pane.model().jobProperty().get();
        pane.model()
                .detailProperty()
                .get()
                .ifPresent(detail ->
                        job.ifPresent(of ->
                                parts.navigator()
                                        .go(
                                                new Place.LogPlace(
                                                        detail.run().id(),
                                                        of.id(),
                                                        pane.current().isEmpty()
                                                                ? 0
                                                                : pane.list().selectedLine()
                                                                        + 1))));
    }

    @FXML
    private void back() {
        parts.navigator().back();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || other.isShowing() || times.isShowing()) {
            return;
        }
        switch (event.getCode()) {
            case A -> otherTie();
            case S -> tied.fire();
            case J -> chooseOther();
            case T -> times.setValue(times.getValue().next());
            case E -> leader.list().goToFirstError();
            case LEFT -> focus(left);
            case RIGHT -> focus(right);
            case ENTER -> {
                if (!leader.list().isFocused()) {
                    return;
                }
                openAlone();
            }
            case ESCAPE, BACK_SPACE -> back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Only addresses of the web are opened; what else a log names is copied.
    private void follow(LogLink.Target target) {
        switch (target) {
            case LogLink.Target.Web(String address) -> parts.open().accept(address);
            case LogLink.Target.FilePlace(String place) -> copy(place);
            case LogLink.Target.Other(String address) -> copy(address);
        }
    }

    private void copy(String text) {
        TextClipboard.put(text);
        parts.say().accept("Copied " + text);
    }

    private void focus(BesidePane pane) {
        pane.list().requestFocus();
        lead(pane);
    }
}
