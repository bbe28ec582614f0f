package dev.minijenkin.console.overview;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.SteadyList;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.past.TimeMachine;
import dev.minijenkin.console.rows.MarkBar;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowMarking;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.runs.FirstSteps;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.overview.HealthSample;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the overview.
public final class OverviewController implements Screen {
    /// Height of the head of a card, with its borders.
    private static final double HEAD = 42;

    private final Parts parts;
    private final OverviewViewModel model;
    private final AttentionActions attentionActions;
    private final RowActs<Attention> acts;
    private final Marks marks = new Marks();

    private List<HealthSample> shown = List.of();

    @FXML private Label hour;
    @FXML private Label attentionTitle;
    @FXML private Label runningTitle;
    @FXML private Label waitingTitle;
    @FXML private Label finishedTitle;
    @FXML private Label nothingHeading;
    @FXML private StackPane root;
    @FXML private ScrollPane content;
    @FXML private Placeholder placeholder;
    @FXML private Gate triggerGate;
    @FXML private Tile queueDepth;
    @FXML private Tile oldestWait;
    @FXML private Tile utilisation;
    @FXML private Tile latency;
    @FXML private Tile successRate;
    @FXML private Tile throughput;
    @FXML private Tile lockContention;
    @FXML private Region attentionCard;
    @FXML private Label attentionCount;
    @FXML private Label sinceHead;
    @FXML private SteadyList<Attention> attentions;
    @FXML private VBox nothingToDo;
    @FXML private Region runningCard;
    @FXML private Label runningCount;
    @FXML private HBox usualKey;
    @FXML private MarkBar markBar;
    @FXML private SteadyList<RunView> running;
    @FXML private Label nothingRuns;
    @FXML private Region waitingCard;
    @FXML private Label waitingCount;
    @FXML private SteadyList<RunView> waiting;
    @FXML private Region finishedCard;
    @FXML private SteadyList<RunView> finished;
    @FXML private Label nothingFinished;

    /// What the overview is made of.
    ///
    /// @param runPipeline asks which pipeline is to run
    /// @param machine says which minute is shown
    /// @param say tells the person one sentence
    public record Parts(
            OverviewViewModel model,
            Navigator navigator,
            RunActions actions,
            Runnable runPipeline,
            TimeMachine machine,
            Consumer<String> say) {
        /// The clock of what is shown.
        DatabaseClock clock() {
            return machine.clock();
        }
    }

    public OverviewController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.attentionActions =
                new AttentionActions(parts.actions(), parts.navigator(), parts.clock());
        this.acts =
                new RowActs<>(
                        new AttentionActs(parts.actions()).all(),
                        new RowActs.Chosen<>(
                                this::marked, () -> Optional.empty(), AttentionActs::name),
                        parts.actions().refusalProperty()::get,
                        parts.say());
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        model.attach();
    }

    @Override
    public void focus() {
        (content.isVisible() ? attentions : root).requestFocus();
    }

    @Override
    public void hide() {
        model.detach();
    }

    @FXML
    private void initialize() {
        attentions.setCellFactory(view ->
                new AttentionCell(
                        parts.clock(),
                        attentionActions,
                        attention -> marks.contains(attention.key())));
        markBar.follow(marks, acts, attentions::refresh);
        RowMarking.on(
                attentions, marks, attention -> Optional.of(attention.key()), attentions::refresh);
        attentions.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedWithMarks);
        attentions.tellApart(Attention::key, parts.clock());
        works(
                attentions,
                attentionActions::open,
                attention ->
                        attention instanceof Attention.FailedRun failed
                                ? Optional.of(failed.run())
                                : Optional.empty());
        attentions.addEventHandler(KeyEvent.KEY_PRESSED, this::pressedOnAttention);
        attentions.setAccessibleText("Needs a person");
        running.setAccessibleText("Running now");
        waiting.setAccessibleText("Waiting");
        finished.setAccessibleText("Just finished");
        for (SteadyList<RunView> list : List.of(running, waiting)) {
            list.setCellFactory(view -> new OpenRunCell(parts.clock()));
        }
        finished.setCellFactory(view -> new FinishedRunCell(parts.clock()));
        for (SteadyList<RunView> list : List.of(running, waiting, finished)) {
            list.tellApart(RunView::id, parts.clock());
            works(list, run -> parts.navigator().go(new Place.RunPlace(run.id())), Optional::of);
        }
        tiles().forEach(tile -> tile.onDrag(this::lookAt));
        triggerGate.refusalProperty().bind(parts.actions().refusalProperty());
        content.setVisible(false);
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::show));
        model.answerProperty().subscribe(answer -> showPlaceholder());
        model.problemProperty().subscribe(problem -> showPlaceholder());
    }

    @FXML
    private void runPipeline() {
        parts.runPipeline().run();
    }

    @FXML
    private void allRuns() {
        parts.navigator().go(new Place.RunsPlace(""));
    }

    private void show(OverviewAnswer answer) {
        boolean any = answer.setup().anyRun();
        boolean first = any && !content.isVisible();
        content.setVisible(any);
        Figures figures = new Figures(answer);
        queueDepth.show(figures.queueDepth());
        oldestWait.show(figures.oldestWait());
        utilisation.show(figures.utilisation());
        latency.show(figures.latency());
        successRate.show(figures.successRate());
        throughput.show(figures.throughput());
        lockContention.show(figures.lockContention());
        shown = answer.samples();
        double mark = mark();
        tiles().forEach(tile -> tile.mark(mark));
        showWords();
        marks.keepOnly(answer.attentions().stream().map(Attention::key).toList());
        attentions.show(answer.attentions());
        markBar.refresh();
        attentionCount.setText(count(answer.attentions().size()));
        sinceHead.setVisible(!answer.attentions().isEmpty());
        nothingToDo.setVisible(answer.attentions().isEmpty());
        heightFor(attentionCard, attentions, 2, 6);
        showRuns(answer);
        if (first) {
            focus();
        }
    }

    /// What stands in the place of figures and cards: while they are read, where there is no run
    /// yet, and where they could not be read.
    private void showPlaceholder() {
        String problem = model.problemProperty().get();
        if (content.isVisible()) {
            placeholder.hide();
        } else if (!problem.isEmpty()) {
            placeholder.showProblem(problem, model::readNow);
        } else {
            model.answerProperty()
                    .get()
                    .map(OverviewAnswer::setup)
                    .ifPresentOrElse(
                            setup ->
                                    placeholder.showEmpty(
                                            FirstSteps.heading(setup),
                                            FirstSteps.text(setup),
                                            FirstSteps.command(setup)),
                            placeholder::showReading);
        }
    }

    private List<Tile> tiles() {
        return List.of(
                queueDepth,
                oldestWait,
                utilisation,
                latency,
                successRate,
                throughput,
                lockContention);
    }

    /// A person drags along a line.
    ///
    /// @param share of the hour that it shows
    private void lookAt(double share) {
        if (!shown.isEmpty()) {
            int index = (int) Math.round(share * (shown.size() - 1));
            parts.machine().lookAt(shown.get(index).minute());
        }
    }

    /// Where the minute that is looked at lies on the lines; NaN: it is now.
    private double mark() {
        return parts.machine()
                .atProperty()
                .get()
                .filter(at -> shown.size() > 1)
                .map(at ->
                        (double)
                                        Math.max(
                                                0,
                                                shown.stream()
                                                                .filter(sample ->
                                                                        !sample.minute()
                                                                                .isAfter(at))
                                                                .count()
                                                        - 1)
                                / (shown.size() - 1))
                .orElse(Double.NaN);
    }

    /// What is no more is told as such.
    private void showWords() {
        Optional<Instant> at = parts.machine().atProperty().get();
        String then = at.map(parts.machine()::words).orElse("");
        hour.setText(at.isEmpty() ? "last hour" : "the hour around " + then);
        attentionTitle.setText(at.isEmpty() ? "Needs a person" : "Needed a person");
        runningTitle.setText(at.isEmpty() ? "Running now" : "Running at " + then);
        waitingTitle.setText(at.isEmpty() ? "Waiting" : "Waiting at " + then);
        finishedTitle.setText(at.isEmpty() ? "Just finished" : "Finished before");
        nothingRuns.setText(at.isEmpty() ? "Nothing runs" : "Nothing ran");
        nothingFinished.setText(at.isEmpty() ? "No run has finished yet" : "No run had finished");
        nothingHeading.setText(at.isEmpty() ? "Nothing needs you" : "Nothing needed a person");
    }

    private void showRuns(OverviewAnswer answer) {
        running.show(answer.running());
        runningCount.setText(count(answer.counts().running()));
        usualKey.setVisible(
                answer.running().stream().anyMatch(run -> RunDuration.usual(run).isPresent()));
        nothingRuns.setVisible(answer.running().isEmpty());
        waiting.show(answer.waiting());
        waitingCount.setText(count(answer.counts().queued() + answer.counts().waiting()));
        waitingCard.setVisible(!answer.waiting().isEmpty());
        waitingCard.setManaged(waitingCard.isVisible());
        finished.show(answer.finished());
        nothingFinished.setVisible(answer.finished().isEmpty());
        heightFor(runningCard, running, 1, 20);
        heightFor(waitingCard, waiting, 1, 20);
        heightFor(finishedCard, finished, 1, 6);
    }

    /// As high as its rows ask for, with room for a word where there is none.
    private static void heightFor(Region card, SteadyList<?> list, int least, int most) {
        int rows = Math.clamp(list.getItems().size(), least, most);
        card.setPrefHeight(HEAD + rows * list.getFixedCellSize());
    }

    /// @param open where a row leads
    /// @param run that keys act on; empty where a row is about none
    private <T> void works(
            SteadyList<T> list, Consumer<T> open, Function<T, Optional<RunView>> run) {
        list.setOnMouseClicked(event -> {
            list.selected().ifPresent(open);
            // So that a click beside the rows is not one on the row before.
            list.selectNothing();
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, list, open, run));
    }

    private <T> void pressed(
            KeyEvent event,
            SteadyList<T> list,
            Consumer<T> open,
            Function<T, Optional<RunView>> run) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> list.withSelected(open, parts.say());
            case R -> withRun(list, run, parts.actions()::rerun);
            case F -> withRun(list, run, parts.actions()::rerunFailed);
            case X -> withRun(list, run, parts.actions()::cancel);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Does what the button of the row says, or takes its words along.
    private void pressedOnAttention(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case A -> attentions.withSelected(attentionActions::act, parts.say());
            case C -> attentions.withSelected(this::copy, parts.say());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private List<Attention> marked() {
        return marks.of(attentions.getItems(), Attention::key);
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

    private <T> void withRun(
            SteadyList<T> list, Function<T, Optional<RunView>> run, Consumer<RunView> action) {
        list.withSelected(
                row ->
                        run.apply(row)
                                .ifPresentOrElse(
                                        action,
                                        () ->
                                                parts.say()
                                                        .accept(
                                                                "This row is about no run: Enter shows what can be done")),
                parts.say());
    }

    private static String count(long number) {
        return number == 0 ? "" : Long.toString(number);
    }
}
