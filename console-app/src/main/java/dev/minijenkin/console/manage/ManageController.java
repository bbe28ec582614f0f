package dev.minijenkin.console.manage;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.manage.form.ManageDesk;
import dev.minijenkin.console.manage.model.ManageKind;
import dev.minijenkin.console.manage.model.ManageViewModel;
import dev.minijenkin.console.manage.model.Managed;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.KeyLine;
import dev.minijenkin.console.part.layout.Segments;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.console.runners.RunnerActions;
import dev.minijenkin.console.whatif.Foresight;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds what administrators manage: one list a kind.
public final class ManageController implements RowsScreen {
    private final Parts parts;
    private final ManageViewModel model;
    private final ManageActs manageActs;
    private final Map<ManageKind, RowActs<Managed>> acts = new EnumMap<>(ManageKind.class);
    private final RowsView<List<Managed>, Managed> rows;

    @FXML private VBox root;
    @FXML private Segments kinds;
    @FXML private Gate makeGate;
    @FXML private Button make;
    @FXML private ActButtons buttons;
    @FXML private HBox head;
    @FXML private SteadyList<Managed> list;
    @FXML private Placeholder placeholder;
    @FXML private KeyLine keys;

    /// What the view is made of.
    ///
    /// @param actions who may manage, and what is done with runners
    public record Parts(
            ManageViewModel model,
            RunActions actions,
            Foresight foresight,
            Supplier<Overlay> overlay,
            Notices notices,
            DatabaseClock clock) {}

    public ManageController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.manageActs =
                new ManageActs(
                        new ManageDesk(model, parts.overlay(), parts.notices()::say),
                        parts.foresight(),
                        new RunnerActions(parts.actions(), model::runners));
        for (ManageKind kind : ManageKind.values()) {
            acts.put(
                    kind,
                    new RowActs<>(
                            manageActs.of(kind),
                            new RowActs.Chosen<>(List::of, () -> list().selected(), Managed::name),
                            refusal()::get,
                            parts.notices()::say));
        }
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "What is managed",
                                ManageCell::heads,
                                () -> new ManageCell(parts.clock())),
                        new RowsView.Behaviour<>(
                                Managed::key, all -> empty(), this::enter, parts.notices()::say),
                        parts.clock());
    }

    /// Why this person may not manage; empty: they may.
    private ReadOnlyStringProperty refusal() {
        return parts.actions().manageRefusalProperty();
    }

    private RowActs<Managed> acts() {
        return Objects.requireNonNull(acts.get(model.shown()));
    }

    private SteadyList<Managed> list() {
        return list;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<List<Managed>, Managed> rows() {
        return rows;
    }

    @Override
    public List<Deed> deeds() {
        String word = ManageActs.newWord(model.shown());
        List<Deed> deeds = new ArrayList<>(acts().deeds());
        if (!word.isEmpty() && refusal().get().isEmpty()) {
            deeds.add(
                    new Deed(
                            Icon.PLUS,
                            word,
                            "Manage",
                            KeyCode.N.getName(),
                            () -> manageActs.make(model.shown())));
        }
        return deeds;
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> buttons.refresh());
        rows.listen(root, code -> false, this::pressed);
        buttons.offer(acts());
        for (ManageKind kind : ManageKind.values()) {
            kinds.offerAlways(kind.word(), () -> show(kind));
        }
        make.setOnAction(event -> manageActs.make(model.shown()));
        makeGate.refusalProperty().bind(refusal());
        refusal().subscribe(refusal -> buttons.refresh());
        model.answerProperty().subscribe(answer -> kinds.countAlways(counts()));
        showMake();
    }

    private List<Long> counts() {
        return List.of(ManageKind.values()).stream().map(model::count).toList();
    }

    private void show(ManageKind kind) {
        rows.change(() -> model.show(kind));
        buttons.offer(acts());
        showMake();
    }

    private void showMake() {
        String word = ManageActs.newWord(model.shown());
        make.setText(word);
        makeGate.setVisible(!word.isEmpty());
        makeGate.setManaged(!word.isEmpty());
        keys.setKeys(
                Stream.concat(
                                word.isEmpty() ? Stream.of() : Stream.of("N new"),
                                manageActs.of(model.shown()).stream().map(ManageController::keyOf))
                        .collect(Collectors.joining("; ")));
    }

    private static String keyOf(RowAct<Managed> act) {
        return act.look().key().getName()
                + " "
                + act.look().title().replace("…", "").toLowerCase(Locale.ROOT);
    }

    private boolean pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.N && !ManageActs.newWord(model.shown()).isEmpty()) {
            if (refusal().get().isEmpty()) {
                manageActs.make(model.shown());
            } else {
                parts.notices().say(refusal().get());
            }
            return true;
        }
        return acts().pressed(event, list);
    }

    private void enter(Managed thing) {
        acts().deeds().stream().findFirst().ifPresent(deed -> deed.action().run());
    }

    private RowsView.Empty empty() {
        return switch (model.shown()) {
            case SECRETS ->
                    new RowsView.Empty(
                            "No secret yet",
                            "What jobs read as secrets.NAME: sealed before it leaves this program.",
                            "mini-jenkin secret set NAME");
            case VARIABLES ->
                    new RowsView.Empty(
                            "No variable yet",
                            "What jobs read as vars.NAME, and everybody can read.",
                            "mini-jenkin variable set NAME");
            case ENVIRONMENTS ->
                    new RowsView.Empty(
                            "No environment yet",
                            "One comes with the first job that names it, or before.",
                            "mini-jenkin environment");
            case TARGETS ->
                    new RowsView.Empty(
                            "No target yet",
                            "Where messages go: a chat, a webhook, commit statuses.",
                            "mini-jenkin target add");
            case TOKENS ->
                    new RowsView.Empty(
                            "No token yet",
                            "What a program shows to the REST interface instead of a login.",
                            "mini-jenkin token create NAME");
            case REPOSITORIES ->
                    new RowsView.Empty(
                            "No repository yet",
                            "Repositories whose pushes start runs.",
                            "mini-jenkin repository add NAME URL");
            case LIMITS ->
                    new RowsView.Empty(
                            "No limit yet",
                            "How many jobs of a repository, or with a label, are under way at a time.",
                            "mini-jenkin limit set --label LABEL MOST");
            case RUNNERS ->
                    new RowsView.Empty(
                            "No runner yet",
                            "One comes by being started, on any host that reaches the database.",
                            "mini-jenkin runner --labels linux");
        };
    }
}
