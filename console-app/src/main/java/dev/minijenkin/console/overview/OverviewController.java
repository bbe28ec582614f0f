package dev.minijenkin.console.overview;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.overview.attention.AttentionController;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.past.TimeMachine;
import dev.minijenkin.console.run.detail.RunDuration;
import dev.minijenkin.console.runs.FirstSteps;
import dev.minijenkin.console.runs.row.RunKeys;
import dev.minijenkin.db.view.overview.HealthSample;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Binds the overview.
public final class OverviewController implements Screen {
    /// Height of the head of a card, with its borders.
    private static final double HEAD = 42;

    private final Parts parts;
    private final OverviewViewModel model;
    private final AttentionController attentionPart;

    private List<HealthSample> shown = List.of();

    @FXML private Label hour;
    @FXML private Label runningTitle;
    @FXML private Label waitingTitle;
    @FXML private Label finishedTitle;
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
    @FXML private Region runningCard;
    @FXML private Label runningCount;
    @FXML private HBox usualKey;
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
        public DatabaseClock clock() {
            return machine.clock();
        }
    }

    public OverviewController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.attentionPart =
                new AttentionController(
                        new AttentionController.Parts(
                                parts.navigator(), parts.actions(), parts.clock(), parts.say()));
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(attentionPart);
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
        (content.isVisible() ? attentionPart.list() : root).requestFocus();
    }

    @Override
    public void hide() {
        model.detach();
    }

    @FXML
    private void initialize() {
        running.setAccessibleText("Running now");
        waiting.setAccessibleText("Waiting");
        finished.setAccessibleText("Just finished");
        for (SteadyList<RunView> list : List.of(running, waiting)) {
            list.setCellFactory(view -> new OpenRunCell(parts.clock()));
        }
        finished.setCellFactory(view -> new FinishedRunCell(parts.clock()));
        for (SteadyList<RunView> list : List.of(running, waiting, finished)) {
            list.tellApart(RunView::id, parts.clock());
            new RunKeys<RunView>(
                            run -> parts.navigator().go(new Place.RunPlace(run.id())),
                            Optional::of,
                            parts.actions(),
                            parts.say())
                    .work(list);
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
        attentionPart.show(answer.attentions(), parts.machine().atProperty().get().isPresent());
        heightFor(attentionPart.card(), attentionPart.list(), 2, 6);
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
        runningTitle.setText(at.isEmpty() ? "Running now" : "Running at " + then);
        waitingTitle.setText(at.isEmpty() ? "Waiting" : "Waiting at " + then);
        finishedTitle.setText(at.isEmpty() ? "Just finished" : "Finished before");
        nothingRuns.setText(at.isEmpty() ? "Nothing runs" : "Nothing ran");
        nothingFinished.setText(at.isEmpty() ? "No run has finished yet" : "No run had finished");
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

    private static String count(long number) {
        return number == 0 ? "" : Long.toString(number);
    }
}
