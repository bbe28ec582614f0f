package dev.minijenkin.console.log;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A job, a step or a group of jobs in the panel beside the log.
final class JobPanelCell extends LiveCell<JobRow> {
    private static final PseudoClass STEP = PseudoClass.getPseudoClass("step");
    private static final double INDENT = 24;

    private final StateIcon icon = new StateIcon();
    private final IconView chevron = new IconView(Icon.CHEVRON_DOWN, 14);
    private final StackPane sign = new StackPane(icon, chevron);
    private final CutLabel name = new CutLabel();
    private final Label legs = new Label();
    private final StateIcon failure = new StateIcon(StateShape.FAILURE);
    private final Label time = new Label();
    private final Region space = new Region();
    private final HBox line = new HBox(sign, name, legs, space, failure, time);

    JobPanelCell(DatabaseClock clock) {
        super(clock);
        line.getStyleClass().add("job-line");
        sign.setMinWidth(16);
        legs.getStyleClass().addAll("small", "subtle");
        legs.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(0);
        time.setMinWidth(USE_PREF_SIZE);
        failure.setScaleX(0.8);
        failure.setScaleY(0.8);
        HBox.setHgrow(space, Priority.ALWAYS);
    }

    @Override
    protected Node show(JobRow row) {
        boolean ofGroup = row instanceof JobRow.OfGroup;
        icon.setVisible(!ofGroup);
        chevron.setVisible(ofGroup);
        show(legs, ofGroup);
        show(failure, ofGroup);
        name.getStyleClass().setAll("label");
        pseudoClassStateChanged(STEP, row instanceof JobRow.OfStep);
        HBox.setMargin(sign, new Insets(0, 0, 0, INDENT * row.depth()));
        StateLook look = look(row);
        icon.show(look.shape());
        switch (row) {
            case JobRow.OfGroup group -> showGroup(group);
            case JobRow.OfJob of -> name.setText(of.title());
            case JobRow.OfStep of -> {
                name.setText(of.step().name());
                name.getStyleClass().add("muted");
            }
        }
        showTimes(row, clock().get());
        setAccessibleText(name.getText() + ", " + look.word() + ", " + time.getText());
        return line;
    }

    private void showGroup(JobRow.OfGroup group) {
        name.setText(group.title());
        chevron.setIcon(group.open() ? Icon.CHEVRON_DOWN : Icon.CHEVRON_RIGHT);
        legs.setText(group.kind().counted(group.jobs().size()));
        show(failure, failed(group) > 0);
    }

    private static StateLook look(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group -> StateLooks.of(group.jobs());
            case JobRow.OfJob of -> StateLooks.of(of.job());
            case JobRow.OfStep of -> StateLooks.of(of.step());
        };
    }

    private static long failed(JobRow.OfGroup group) {
        return group.jobs().stream()
                .map(job -> StateLooks.of(job).shape())
                .filter(shape -> shape == StateShape.FAILURE || shape == StateShape.TIMED_OUT)
                .count();
    }

    @Override
    protected void showTimes(JobRow row, Instant at) {
        time.getStyleClass().setAll("label", "subtle");
        time.setText(
                switch (row) {
                    case JobRow.OfGroup group -> {
                        long failed = failed(group);
                        time.getStyleClass().setAll("label", failed > 0 ? "wrong" : "subtle");
                        yield failed > 0 ? Long.toString(failed) : "";
                    }
                    case JobRow.OfJob of ->
                            JobTimes.ran(of.job(), at).map(Durations::clock).orElse("");
                    case JobRow.OfStep of ->
                            JobTimes.ran(of.step(), at).map(Durations::exact).orElse("");
                });
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
