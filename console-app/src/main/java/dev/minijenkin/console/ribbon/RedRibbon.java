package dev.minijenkin.console.ribbon;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.BranchRun;
import dev.minijenkin.db.view.redgreen.RedStretch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The ribbon: since when the branch of a run is red, and its last runs as squares. Not there where
/// it is green. FX thread only.
public final class RedRibbon extends FittingRow {
    private static final PseudoClass COMPARED = PseudoClass.getPseudoClass("compared");

    private final CutLabel until = new CutLabel("", "semibold");
    private final CutLabel red = new CutLabel("", "ribbon-red");
    private final CutLabel tries = new CutLabel();
    private final HBox squares = new HBox(3);
    private final Button differ = new Button("Against green");
    private Optional<Latest<Optional<RedStretch>>> latest = Optional.empty();
    private Optional<Function<RunId, Optional<RedStretch>>> reader = Optional.empty();
    private Optional<DatabaseClock> clock = Optional.empty();
    private Optional<RedStretch> shown = Optional.empty();
    private Optional<RunId> read = Optional.empty();
    private String state = "";

    public RedRibbon() {
        getStyleClass().add("red-ribbon");
        Region room = new Region();
        HBox.setHgrow(room, Priority.ALWAYS);
        squares.setAlignment(Pos.CENTER);
        squares.setMinWidth(USE_PREF_SIZE);
        differ.getStyleClass().add("compact");
        differ.setMinWidth(USE_PREF_SIZE);
        differ.setGraphic(new IconView(Icon.COPY, 13));
        differ.setTooltip(new Tooltip("What is different from when it was green (B)"));
        FittingRow.setDrop(squares, 1);
        FittingRow.setDrop(tries, 2);
        FittingRow.setKeep(until, 120.0);
        getChildren()
                .setAll(
                        new StateIcon(StateShape.FAILURE),
                        until,
                        red,
                        tries,
                        room,
                        squares,
                        differ);
        hide();
    }

    /// Follows the branches of runs from now on.
    ///
    /// @param stretches around runs; empty where their branch is not red
    /// @param open leads to what is different
    public void follow(
            Function<RunId, Optional<RedStretch>> stretches,
            Background background,
            DatabaseClock clock,
            Consumer<RunId> open) {
        latest = Optional.of(new Latest<>(background, Duration.ZERO));
        differ.setOnAction(event -> read.ifPresent(open));
        reader = Optional.of(stretches);
        follow(clock);
    }

    /// What it says; empty where the branch is not red, or that is not known yet.
    public Optional<RibbonText> text() {
        return clock.flatMap(
                at -> shown.map(stretch -> RibbonText.of(stretch, at.get(), at.zone())));
    }

    /// Whether there is something to compare with.
    public boolean hasGreen() {
        return shown.flatMap(RedStretch::green).isPresent();
    }

    /// A run is shown; asks anew where it is another one, or stands otherwise.
    ///
    /// @param stands how it stands, in words that change with it
    public void show(RunId run, boolean green, String stands) {
        if (green) {
            read = Optional.of(run);
            state = stands;
            latest.ifPresent(Latest::cancel);
            hide();
            return;
        }
        if (read.filter(run::equals).isPresent() && state.equals(stands)) {
            return;
        }
        if (read.filter(run::equals).isEmpty()) {
            hide();
        }
        read = Optional.of(run);
        state = stands;
        latest.ifPresent(
                asking -> reader.ifPresent(of -> asking.ask(_ -> of.apply(run), this::show)));
    }

    /// Shows a stretch that is known already.
    public void show(Optional<RedStretch> stretch) {
        shown = stretch;
        setVisible(stretch.isPresent());
        setManaged(stretch.isPresent());
        stretch.ifPresent(of -> {
            squares.getChildren().setAll(of.around().stream().map(run -> square(of, run)).toList());
            FittingRow.setShown(differ, latest.isPresent() && of.green().isPresent());
        });
        clock.ifPresent(this::tell);
    }

    /// For a page that leads to the comparison by itself.
    public void follow(DatabaseClock of) {
        clock = Optional.of(of);
        of.secondProperty().subscribe(now -> tell(of));
    }

    private void hide() {
        shown = Optional.empty();
        setVisible(false);
        setManaged(false);
    }

    private void tell(DatabaseClock at) {
        shown.ifPresent(stretch -> {
            RibbonText text = RibbonText.of(stretch, at.get(), at.zone());
            until.setText(text.until());
            red.setText(text.red());
            tries.setText(text.tries());
            setAccessibleText(text.sentence());
        });
    }

    private static Region square(RedStretch stretch, BranchRun run) {
        Label square = new Label(run.green() ? "" : "×");
        square.getStyleClass().setAll("ribbon-square", run.green() ? "green" : "red");
        square.pseudoClassStateChanged(COMPARED, stretch.green().filter(run::equals).isPresent());
        square.setTooltip(
                new Tooltip(
                        "#%d %s by %s, %s: %s"
                                .formatted(
                                        run.number(),
                                        run.shortSha(),
                                        run.actor(),
                                        run.title(),
                                        run.green() ? "green" : "red")));
        return square;
    }
}
