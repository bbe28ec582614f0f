package dev.minijenkin.console.queue;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.db.limit.ClaimLimit;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the panel that says in full why something waits, and below it how much of each limit is
/// taken.
final class WhyController {
    private static final Pattern SECONDS = Pattern.compile("\\b([0-9]{1,18}) s\\b");

    private final DatabaseClock clock;
    private final Consumer<QueuedWork> open;

    @FXML private ScrollPane area;
    @FXML private Label choose;
    @FXML private VBox why;
    @FXML private CutLabel name;
    @FXML private Button run;
    @FXML private Label sentence;
    @FXML private FlowPane labels;
    @FXML private VBox reasons;
    @FXML private VBox runnersBox;
    @FXML private VBox runners;
    @FXML private GridPane facts;
    @FXML private ActButtons buttons;
    @FXML private VBox limitsBox;
    @FXML private VBox limits;

    /// @param open leads to the page of its run
    WhyController(DatabaseClock clock, Consumer<QueuedWork> open) {
        this.clock = clock;
        this.open = open;
    }

    @FXML
    private void initialize() {
        shown(limitsBox, false);
    }

    void offer(RowActs<QueuedWork> acts) {
        buttons.offer(acts);
    }

    void focus() {
        area.requestFocus();
    }

    /// @param selected what is looked at; empty: nothing
    /// @param explained why it waits; empty: not known yet
    void show(Optional<QueuedWork> selected, Optional<QueueViewModel.Explained> explained) {
        shown(choose, selected.isEmpty());
        shown(why, selected.isPresent());
        selected.ifPresent(work ->
                show(
                        work,
                        explained
                                .filter(known -> known.work().key().equals(work.key()))
                                .map(QueueViewModel.Explained::reasons)
                                .orElse(List.of())));
        buttons.refresh();
    }

    void show(List<ClaimLimit> all) {
        shown(limitsBox, !all.isEmpty());
        limits.getChildren().setAll(all.stream().map(WhyController::limit).toList());
    }

    private void show(QueuedWork work, List<Explanation> rows) {
        name.setText(QueueText.name(work));
        run.setText(work.run().name());
        run.setOnAction(event -> open.accept(work));
        QueueText text = QueueText.of(work);
        sentence.setText(
                rows.stream()
                        .filter(row -> row.kind().equals("state"))
                        .map(row -> row.sentence().replace("`", "") + ".")
                        .findFirst()
                        .orElse(text.why() + "."));
        labels.getChildren()
                .setAll(
                        work.waiting().asked().labels().stream()
                                .map(label -> chip(label, work))
                                .toList());
        shown(labels, !labels.getChildren().isEmpty());
        reasons.getChildren()
                .setAll(
                        rows.stream()
                                .filter(WhyController::isReason)
                                .map(WhyController::reason)
                                .toList());
        shown(reasons, !reasons.getChildren().isEmpty());
        runners.getChildren()
                .setAll(
                        rows.stream()
                                .filter(row -> row.kind().equals("runner"))
                                .map(WhyController::runner)
                                .toList());
        shown(runnersBox, !runners.getChildren().isEmpty());
        facts.getChildren().clear();
        fact("Waits", Durations.words(Duration.between(work.since(), clock.get())));
        if (work.waiting().place() > 0) {
            fact("Place", work.waiting().place() + " of those with these labels");
            boolean past = rows.stream().anyMatch(row -> row.kind().equals("past"));
            fact(past ? "Started" : "Starts", past ? started(work) : starts(work));
        }
        fact("Priority", Integer.toString(work.priority()));
        fact("Started by", work.run().actor());
    }

    /// Of a minute of the past it is known.
    private String started(QueuedWork work) {
        Instant at = work.waiting().startsAt();
        return at == null ? "never" : "after " + Durations.words(Duration.between(clock.get(), at));
    }

    private String starts(QueuedWork work) {
        return switch (QueueText.starts(work, clock.get())) {
            case "unknown" -> "nobody can say";
            case "now" -> "as soon as a runner looks";
            case String other -> "about " + other + ", as the queue moves now";
        };
    }

    /// What else keeps it, beside the runners and its place in the queue.
    private static boolean isReason(Explanation row) {
        return switch (row.kind()) {
            case "state", "runner", "queue" -> false;
            default -> true;
        };
    }

    private static Node reason(Explanation row) {
        IconView icon =
                new IconView(
                        switch (row.kind()) {
                            case "lock" -> Icon.LOCK;
                            case "approval" -> Icon.PERSON;
                            case "hold" -> Icon.HOLD;
                            case "timer" -> Icon.CLOCK;
                            case "limit" -> Icon.LIMIT;
                            default -> Icon.INFO;
                        },
                        14);
        Label text = new Label(row.sentence().replace("`", "") + place(row));
        text.setWrapText(true);
        text.getStyleClass().add("small");
        HBox line = new HBox(8, icon, text);
        HBox.setHgrow(text, Priority.ALWAYS);
        return line;
    }

    private static String place(Explanation row) {
        Long place = row.place();
        return place == null ? "" : "; place " + place + " in line";
    }

    private static Node runner(Explanation row) {
        String said = inWords(row.sentence());
        boolean could = row.sentence().startsWith("could take it");
        boolean silent = row.sentence().contains("is silent");
        Label dot = new Label();
        dot.getStyleClass().setAll("dot", could ? "live" : silent ? "connecting" : "idle");
        CutLabel runner = new CutLabel(row.subject(), "medium");
        runner.setPrefWidth(110);
        runner.setMinWidth(60);
        CutLabel sentence = new CutLabel(said, "small", silent ? "alert" : "muted");
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox line = new HBox(8, dot, runner, sentence);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(24);
        return line;
    }

    /// As the rows beside it say how long: `is silent for 14 min`, not `844 s`.
    static String inWords(String sentence) {
        return SECONDS.matcher(sentence)
                .replaceAll(found ->
                        Durations.words(Duration.ofSeconds(Long.parseLong(found.group(1)))));
    }

    private static Node limit(ClaimLimit limit) {
        String repository = limit.repository();
        CutLabel of = new CutLabel(repository == null ? "label " + limit.label() : repository);
        of.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(of, Priority.ALWAYS);
        boolean full = limit.taken() >= limit.most();
        Label taken = new Label(limit.taken() + " of " + limit.most() + (full ? ", full" : ""));
        taken.getStyleClass().add(full ? "alert" : "muted");
        taken.setMinWidth(Label.USE_PREF_SIZE);
        HBox line = new HBox(8, of, taken);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(24);
        return line;
    }

    private static Node chip(String label, QueuedWork work) {
        Label chip = new Label(label);
        chip.getStyleClass().add("chip");
        if (work.waiting().asked().missing().contains(label)) {
            chip.getStyleClass().addAll("state", "state-waiting");
        }
        return chip;
    }

    private void fact(String title, String value) {
        Label label = new Label(title);
        label.getStyleClass().add("muted");
        label.setMinWidth(70);
        Label said = new Label(value);
        said.setWrapText(true);
        facts.addRow(facts.getRowCount(), label, said);
    }

    private static void shown(Node node, boolean shown) {
        FittingRow.setShown(node, shown);
    }
}
