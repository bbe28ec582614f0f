package dev.minijenkin.console.runners;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.console.part.chart.Sparkline;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.runner.RunnerJob;
import dev.minijenkin.db.view.runner.RunnerView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A runner in two lines, what keeps it from taking jobs, or a job that it carries out.
final class RunnerCell extends LiveCell<RunnerRow> {
    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");
    private static final PseudoClass SMALL = PseudoClass.getPseudoClass("small");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final double BAR = 96;

    private final CheckBox mark = new CheckBox();
    private final CutLabel name = new CutLabel("", "semibold");
    private final Label state = new Label();
    private final CutLabel labels = new CutLabel("", "small", "muted");
    private final SlotCells slots = new SlotCells();
    private final Label taken = new Label();
    private final Sparkline load = new Sparkline();
    private final Label share = new Label();
    private final Label heartbeat = new Label();
    private final CutLabel version = new CutLabel("", "muted", "left-padded");
    private final CutLabel host = new CutLabel("", "muted", "left-padded");
    private final HBox line;
    private final StateIcon jobIcon = new StateIcon(StateShape.RUNNING);
    private final CutLabel job = new CutLabel();
    private final CutLabel run = new CutLabel("", "muted");
    private final DurationBar bar = new DurationBar(BAR, 0.75);
    private final Label took = new Label();
    private final HBox jobLine;
    private final HBox sign = new HBox();
    private final CutLabel trouble = new CutLabel("", "muted");
    private final Label needed = new Label();
    private final HBox troubleLine;

    /// @param onMark is told which row's box was clicked
    RunnerCell(DatabaseClock clock, Consumer<RunnerRow> onMark) {
        super(clock);
        mark.setFocusTraversable(false);
        mark.setOnAction(event -> onMark.accept(getItem()));
        line = runnerLine();
        jobLine = jobLine();
        sign.setAlignment(Pos.CENTER_LEFT);
        needed.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(trouble, Priority.ALWAYS);
        trouble.setMaxWidth(Double.MAX_VALUE);
        troubleLine = new HBox(8, sign, trouble, needed);
        troubleLine.getStyleClass().add("under-line");
    }

    private HBox runnerLine() {
        HBox box = RunnerColumns.sized(new HBox(mark), RunnerColumns.MARK);
        state.setMinWidth(USE_PREF_SIZE);
        FittingRow title = new FittingRow(8, name, state);
        title.setAlignment(Pos.CENTER_LEFT);
        FittingRow.setKeep(name, 60.0);
        VBox names = new VBox(1, title, labels);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        taken.getStyleClass().add("muted");
        HBox cells = RunnerColumns.sized(new HBox(9, slots, taken), RunnerColumns.SLOTS);
        load.setMinSize(64, 20);
        load.setPrefSize(64, 20);
        load.setMaxSize(64, 20);
        share.getStyleClass().add("muted");
        HBox loads = RunnerColumns.sized(new HBox(8, load, share), RunnerColumns.LOAD);
        RunnerColumns.from(loads, RunnerColumns.LOAD_FROM, room());
        RunnerColumns.sized(heartbeat, RunnerColumns.HEARTBEAT);
        heartbeat.setAlignment(Pos.CENTER_RIGHT);
        RunnerColumns.sized(version, RunnerColumns.VERSION);
        RunnerColumns.from(version, RunnerColumns.VERSION_FROM, room());
        RunnerColumns.sized(host, RunnerColumns.HOST);
        RunnerColumns.from(host, RunnerColumns.HOST_FROM, room());
        HBox all = new HBox(box, names, cells, loads, heartbeat, version, host);
        for (HBox part : new HBox[] {box, cells, loads}) {
            part.setAlignment(Pos.CENTER_LEFT);
        }
        all.getStyleClass().add("queue-line");
        return all;
    }

    private HBox jobLine() {
        job.setMinWidth(0);
        run.setMinWidth(0);
        HBox names = new HBox(8, job, run);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        took.setMinWidth(110);
        took.setAlignment(Pos.CENTER_RIGHT);
        HBox all = new HBox(8, jobIcon, names, bar, took);
        all.getStyleClass().add("under-line");
        return all;
    }

    @Override
    protected Node show(RunnerRow row) {
        pseudoClassStateChanged(HEAD, false);
        pseudoClassStateChanged(SMALL, !(row instanceof RunnerRow.OfRunner));
        pseudoClassStateChanged(MARKED, row instanceof RunnerRow.OfRunner of && of.marked());
        Node shown =
                switch (row) {
                    case RunnerRow.OfRunner of -> show(of);
                    case RunnerRow.OfTrouble of -> show(of);
                    case RunnerRow.OfJob of -> show(of);
                };
        showTimes(row, clock().get());
        return shown;
    }

    private Node show(RunnerRow.OfRunner row) {
        RunnerView runner = row.runner();
        mark.setSelected(row.marked());
        mark.setAccessibleText("Mark " + runner.name());
        name.setText(runner.name());
        boolean silent = !runner.life().online();
        boolean drains = runner.draining().isPresent();
        state.setText(silent ? "Silent" : drains ? "Draining" : "");
        state.getStyleClass().setAll("label", "small", silent ? "alert" : "muted");
        state.setGraphic(
                silent || drains ? icon(silent ? Icon.SILENT : Icon.FILTER, silent) : null);
        labels.setText(String.join(" · ", runner.labels()));
        taken.setText(
                silent ? "unknown" : runner.slots().busy() + " of " + runner.slots().capacity());
        load.show(
                runner.slots().load().stream().mapToDouble(Double::doubleValue).toArray(),
                Double.NaN,
                1);
        share.setText(Math.round(runner.slots().average() * 100) + " %");
        version.setText(runner.host().version());
        host.setText(runner.host().name() + ", " + runner.host().architecture());
        setAccessibleText(
                runner.name()
                        + ", "
                        + (state.getText().isEmpty() ? "online" : state.getText())
                        + ", "
                        + taken.getText()
                        + " slots, labels "
                        + String.join(", ", runner.labels())
                        + (row.marked() ? ", marked" : ""));
        return line;
    }

    private Node show(RunnerRow.OfTrouble row) {
        boolean silent = !row.runner().life().online();
        Optional<String> by =
                row.runner().draining().map(RunnerView.Draining::by).filter(who -> !who.isEmpty());
        sign.getChildren()
                .setAll(
                        !silent && by.isPresent()
                                ? new Avatar(by.get())
                                : icon(silent ? Icon.WARNING : Icon.INFO, silent));
        needed.setText(
                row.needed() == 0
                        ? ""
                        : RunnerText.jobs(row.needed())
                                + (row.needed() == 1 ? " waits for it" : " wait for it"));
        needed.getStyleClass().setAll("label", row.needed() == 0 ? "muted" : "alert");
        setAccessibleText(row.runner().name() + " takes no jobs");
        return troubleLine;
    }

    private Node show(RunnerRow.OfJob row) {
        job.setText(row.job().name());
        run.setText(row.job().runName());
        setAccessibleText(
                row.job().name() + " of " + row.job().runName() + " on " + row.runner().name());
        return jobLine;
    }

    @Override
    protected void showTimes(RunnerRow row, Instant at) {
        switch (row) {
            case RunnerRow.OfRunner of -> {
                slots.show(of.runner(), at);
                heartbeat.setText(RunnerText.heard(of.runner(), at));
                heartbeat
                        .getStyleClass()
                        .setAll("label", of.runner().life().online() ? "muted" : "alert");
            }
            case RunnerRow.OfTrouble of -> trouble.setText(RunnerText.trouble(of.runner(), at));
            case RunnerRow.OfJob of -> showTimes(of.job(), at);
        }
    }

    private void showTimes(RunnerJob running, Instant at) {
        Duration elapsed = Duration.between(running.claimed(), at);
        Duration usual = running.usual();
        double done = usual == null ? Double.NaN : SlotCells.share(running, at);
        jobIcon.show(StateShape.RUNNING, done);
        bar.show(done, true);
        took.setText(
                Durations.clock(elapsed) + (usual == null ? "" : " of " + Durations.clock(usual)));
        took.getStyleClass().setAll("label", done > 1 ? "alert" : "muted");
    }

    private static IconView icon(Icon icon, boolean alert) {
        IconView view = new IconView(icon, 13);
        view.getStyleClass().add(alert ? "alert" : "subtle");
        return view;
    }
}
