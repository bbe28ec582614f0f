package dev.minijenkin.console.audit;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.FileChoice;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.Segments;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.audit.AuditedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the list of commands.
public final class AuditController implements RowsScreen {
    private static final String SAVE = "Save as CSV…";
    private static final String FILE = "commands.csv";

    private final Parts parts;
    private final AuditViewModel model;
    private final RowsView<List<AuditedCommand>, AuditRow> rows;
    private final RowActs<AuditedCommand> acts;

    @FXML private VBox root;
    @FXML private Segments kinds;
    @FXML private ActButtons buttons;
    @FXML private TextField filter;
    @FXML private Label wrong;
    @FXML private HBox head;
    @FXML private SteadyList<AuditRow> list;
    @FXML private Placeholder placeholder;

    /// What the audit is made of.
    public record Parts(
            AuditViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            DatabaseClock clock) {}

    public AuditController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.acts =
                new RowActs<>(
                        List.of(
                                new RowAct<>(
                                        Icon.UNDO,
                                        "Take back",
                                        KeyCode.T,
                                        AuditController::refusal,
                                        commands ->
                                                model.takeBack(
                                                        commands, "", parts.notices()::say))),
                        new RowActs.Chosen<>(List::of, this::selected, AuditText::named),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "Commands",
                                AuditColumns::heads,
                                () -> new AuditCell(parts.clock())),
                        new RowsView.Behaviour<>(
                                AuditRow::key,
                                commands -> empty(),
                                this::enter,
                                parts.notices()::say),
                        parts.clock());
    }

    private static String refusal(List<AuditedCommand> commands) {
        if (!commands.stream().allMatch(AuditedCommand::pending)) {
            return "It is not due any more: only what is not carried out yet can be taken back";
        }
        return commands.stream().allMatch(AuditedCommand::mine)
                ? ""
                : "Only who gave it and an administrator take it back";
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<List<AuditedCommand>, AuditRow> rows() {
        return rows;
    }

    @Override
    public List<Deed> deeds() {
        List<Deed> deeds = new ArrayList<>(acts.deeds());
        deeds.add(new Deed(Icon.SAVE, SAVE, "what the filter shows", "S", this::save));
        return deeds;
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        rows.listen(root, code -> false, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        buttons.offer(acts);
        for (AuditKind kind : AuditKind.values()) {
            kinds.offer(kind.word(), () -> rows.change(() -> model.show(kind)));
        }
        filter.textProperty().bindBidirectional(model.filterProperty());
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInFilter);
        wrong.textProperty().bind(model.wrongProperty());
        list.getSelectionModel().selectedItemProperty().subscribe(row -> buttons.refresh());
        parts.actions().refusalProperty().subscribe(refusal -> buttons.refresh());
        model.answerProperty()
                .subscribe(answer -> {
                    kinds.count(Stream.of(AuditKind.values()).skip(1).map(model::count).toList());
                    buttons.refresh();
                });
    }

    private RowsView.Empty empty() {
        boolean all = model.shown() == AuditKind.ALL && model.filterProperty().get().isBlank();
        return all
                ? new RowsView.Empty(
                        "No command yet",
                        "Whatever a person or a program has done, here or elsewhere, stands here: by"
                                + " whom, why, and what came of it.",
                        "")
                : new RowsView.Empty("No such command", "Others are there: see All.", "");
    }

    private Optional<AuditedCommand> selected() {
        return RowActs.selected(
                list,
                row ->
                        row instanceof AuditRow.OfCommand(AuditedCommand command)
                                ? Optional.of(command)
                                : Optional.empty());
    }

    private boolean pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextField) {
            return false;
        }
        if (event.getCode() == KeyCode.S) {
            save();
            return true;
        }
        return acts.pressed(event, list);
    }

    @FXML
    private void save() {
        FileChoice.ask(root.getScene().getWindow(), "Save the commands as CSV", FILE)
                .ifPresent(file -> model.save(file, parts.notices()::say));
    }

    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextField)) {
            filter.requestFocus();
            filter.end();
            event.consume();
        }
    }

    private void pressedInFilter(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            filter.clear();
            list.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            list.requestFocus();
            event.consume();
        }
    }

    /// What the command is about.
    private void enter(AuditRow row) {
        switch (row) {
            case AuditRow.Heading _ -> {}
            case AuditRow.Older() -> rows.change(model::older);
            case AuditRow.OfCommand(AuditedCommand command) -> open(command);
        }
    }

    private void open(AuditedCommand command) {
        RunId run = command.run();
        JobId job = command.job();
        if (run == null) {
            parts.notices().say("It is not about a run, or the run is gone");
        } else {
            parts.navigator()
                    .go(job == null ? new Place.RunPlace(run) : new Place.JobPlace(run, job));
        }
    }
}
