package dev.minijenkin.console.log.beside;

import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.list.LogCell;
import dev.minijenkin.console.log.list.LogColours;
import dev.minijenkin.console.log.list.LogLink;
import dev.minijenkin.console.log.list.LogList;
import dev.minijenkin.console.log.list.LogMap;
import dev.minijenkin.console.log.list.LogSpans;
import dev.minijenkin.console.log.list.LogTail;
import dev.minijenkin.console.log.list.LogViewport;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.log.model.LogWords;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunKnown;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.run.JobView;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One of two logs that stand side by side: which it is, and its lines. FX thread only.
final class BesidePane extends VBox {
    private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");

    private final LogViewModel model;
    private final StateIcon icon = new StateIcon();
    private final CutLabel title = new CutLabel("", "medium");
    private final Label extent = new Label();
    private final LogList list = new LogList();
    private final LogMap map = new LogMap();
    private final Label empty = new Label();

    /// @param follow is told of a click on a link
    BesidePane(LogViewModel model, String name, Consumer<LogLink.Target> follow) {
        this.model = model;
        getStyleClass().add("beside-pane");
        setMinWidth(0);
        extent.getStyleClass().addAll("small", "muted");
        extent.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(8, icon, title, extent);
        head.getStyleClass().addAll("beside-head", "ruled-below");
        LogColours colours = new LogColours();
        list.getStyleClass().add("log-list");
        list.setFixedCellSize(LogList.LINE_HEIGHT);
        list.setAccessibleText(name);
        HBox.setHgrow(list, Priority.ALWAYS);
        empty.getStyleClass().add("muted");
        empty.setMouseTransparent(true);
        StackPane area = new StackPane(colours, new HBox(list, map), empty);
        area.getStyleClass().add("log-area");
        VBox.setVgrow(area, Priority.ALWAYS);
        getChildren().addAll(head, area);
        list.show(model);
        LogViewport sight = LogViewport.follow(list, model, map);
        model.onRowsChange(sight::keep);
        model.glimpsesProperty().subscribe(any -> list.showAgain());
        LogSpans spans = new LogSpans(colours, follow);
        list.setCellFactory(view -> new LogCell(model, spans, sight::toggle));
        colours.lookProperty().subscribe(look -> list.showAgain());
        model.timesProperty().subscribe(column -> list.showAgain());
        model.jobProperty().subscribe(job -> showHead());
        model.detailProperty().subscribe(detail -> showHead());
        model.completeProperty().subscribe(complete -> showHead());
        model.problemProperty().subscribe(problem -> showHead());
        model.knownProperty().subscribe(known -> showHead());
        model.bytesProperty().subscribe(bytes -> grown());
        LogTail.follow(list, model);
    }

    LogViewModel model() {
        return model;
    }

    LogList list() {
        return list;
    }

    /// Is told whenever other rows are in sight, for whatever reason.
    void onScrolled(Runnable told) {
        list.skinProperty()
                .subscribe(skin -> {
                    for (Node node : list.lookupAll(".scroll-bar")) {
                        if (node instanceof ScrollBar bar
                                && bar.getOrientation() == Orientation.VERTICAL) {
                            bar.valueProperty().subscribe((before, next) -> told.run());
                        }
                    }
                });
    }

    /// Shows whether it is the one that the other follows.
    void showLeads(boolean leads) {
        pseudoClassStateChanged(LEADS, leads);
    }

    private Optional<VirtualFlow<?>> flow() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                ? Optional.of(flow)
                : Optional.empty();
    }

    /// The first row in sight.
    private OptionalInt firstRow() {
        return flow().map(VirtualFlow::getFirstVisibleCell)
                .map(cell -> OptionalInt.of(cell.getIndex()))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt lastRow() {
        return flow().map(VirtualFlow::getLastVisibleCell)
                .map(cell -> OptionalInt.of(cell.getIndex()))
                .orElse(OptionalInt.empty());
    }

    /// What of this log the other one is tied to.
    ///
    /// @param line counted from 0
    /// @param rowsAbove rows in sight above it
    record Anchor(int line, int rowsAbove) {}

    /// The selected line where it is in sight, else the first in sight; empty without a line.
    Optional<Anchor> anchor() {
        int rows = model.rows().size();
        OptionalInt first = firstRow();
        if (rows == 0 || first.isEmpty()) {
            return Optional.empty();
        }
        int top = Math.min(first.getAsInt(), rows - 1);
        int chosen = list.getSelectionModel().getSelectedIndex();
        int row = chosen >= top && chosen <= lastRow().orElse(top) && chosen < rows ? chosen : top;
        return Optional.of(new Anchor(model.rows().lineOf(row), row - top));
    }

    /// Brings a line as far down as the anchor of the other log is, and selects it.
    ///
    /// @param line from 0
    void followTo(int line, int rowsAbove) {
        model.followProperty().set(false);
        int row = model.rows().rowOfLine(line);
        if (list.getSelectionModel().getSelectedIndex() != row) {
            list.getSelectionModel().clearAndSelect(row);
        }
        list.scrollTo(Math.max(0, row - rowsAbove));
    }

    private void grown() {
        list.showWanted();
        map.show(model.rows(), model.finder().foundProperty().get());
        int lines = model.rows().document().size();
        extent.setText(lines == 0 ? "" : LogWords.counted(lines, "line"));
        showHead();
    }

    private void showHead() {
        Optional<JobView> job = model.jobProperty().get();
        Optional<RunDetail> detail = model.detailProperty().get();
        icon.setVisible(job.isPresent());
        job.ifPresent(of -> icon.show(StateLooks.of(of).shape()));
        title.setText(
                job.flatMap(of -> detail.map(run -> of.name() + " of " + run.run().name()))
                        .orElse(""));
        empty.setText(model.rows().document().size() > 0 ? "" : whyEmpty(job));
    }

    private String whyEmpty(Optional<JobView> job) {
        return switch (model.knownProperty().get()) {
            case RunKnown.Missing() -> "There is no such run";
            case RunKnown.Problem(String sentence) -> "It could not be read: " + sentence;
            case RunKnown.Reading(), RunKnown.There() -> {
                if (!model.problemProperty().get().isEmpty()) {
                    yield "It could not be read: " + model.problemProperty().get();
                }
                yield job.isPresent() && model.completeProperty().get()
                        ? LogWords.nothingYet(job.get())
                        : "";
            }
        };
    }

    /// The row that is chosen, or the first in sight.
    Optional<LogRow> current() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }
}
