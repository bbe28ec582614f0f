package dev.minijenkin.console.differ;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.BranchRun;
import dev.minijenkin.db.view.redgreen.BuiltCommit;
import dev.minijenkin.db.view.redgreen.ComparedJob;
import dev.minijenkin.db.view.redgreen.ComparedStep;
import dev.minijenkin.db.view.redgreen.DefinitionChange;
import dev.minijenkin.db.view.redgreen.RedGreen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The panel beside the two logs: commits between, what else changed, durations, the same error in.
final class DifferFacts {
    /// Durations that differ by less are as ever.
    private static final Duration MUCH = Duration.ofSeconds(2);

    private final DatabaseClock clock;
    private final Consumer<RunId> open;

    /// @param open leads to the page of a run
    DifferFacts(DatabaseClock clock, Consumer<RunId> open) {
        this.clock = clock;
        this.open = open;
    }

    List<Node> nodes(RedGreen facts) {
        return List.of(commits(facts), changes(facts), durations(facts), red(facts));
    }

    private Node commits(RedGreen facts) {
        VBox box = section("Commits between", facts.commits().size());
        if (facts.commits().isEmpty()) {
            box.getChildren().add(muted("None: the same commit was green before"));
        }
        for (BuiltCommit commit : facts.commits()) {
            CutLabel title = new CutLabel(commit.title());
            CutLabel under =
                    new CutLabel(
                            commit.shortSha()
                                    + "  "
                                    + Durations.ago(commit.built(), clock.get(), clock.zone()),
                            "mono",
                            "small",
                            "muted");
            HBox row = new HBox(10, new Avatar(commit.actor()), new VBox(1, title, under));
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinHeight(40);
            box.getChildren().add(row);
        }
        return box;
    }

    private static Node changes(RedGreen facts) {
        List<Node> lines = new ArrayList<>();
        ComparedJob red = facts.redJob();
        changed(lines, "Runner", facts, ComparedJob::runner, red.runner());
        changed(lines, "System", facts, ComparedJob::system, red.system());
        changed(lines, "Version", facts, ComparedJob::version, red.version());
        for (DefinitionChange change : facts.changes()) {
            lines.add(
                    new VBox(
                            new CutLabel(change.path(), "muted"),
                            line("", change.green(), change.red())));
        }
        VBox box = section("What else changed", lines.size());
        box.getChildren().addAll(lines);
        String same =
                facts.greenJob().isEmpty()
                        ? "The green run had no such job"
                        : "The same: "
                                + (facts.changes().isEmpty() ? "the resolved job, " : "")
                                + facts.sameEnvironmentNames()
                                + (facts.sameEnvironmentNames() == 1 ? " variable" : " variables");
        box.getChildren().add(muted(same));
        return box;
    }

    private static void changed(
            List<Node> lines,
            String what,
            RedGreen facts,
            Function<ComparedJob, String> of,
            String red) {
        String green = facts.greenJob().map(of).orElse("");
        if (!green.isEmpty() && !red.isEmpty() && !green.equals(red)) {
            lines.add(line(what, green, red));
        }
    }

    private static Node line(String what, String green, String red) {
        CutLabel name = new CutLabel(what, "muted");
        name.setMinWidth(what.isEmpty() ? 12 : 64);
        CutLabel was = new CutLabel(green.isEmpty() ? "none" : green, "muted");
        Label arrow = new Label("→");
        arrow.getStyleClass().add("faint");
        arrow.setMinWidth(Label.USE_PREF_SIZE);
        CutLabel is = new CutLabel(red.isEmpty() ? "none" : red, "differ-changed");
        HBox.setHgrow(is, Priority.ALWAYS);
        HBox row = new HBox(8, name, was, arrow, is);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(24);
        return row;
    }

    private static Node durations(RedGreen facts) {
        VBox box = section("Duration", 0);
        for (ComparedStep step : facts.steps()) {
            CutLabel name = new CutLabel(step.name());
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            HBox row =
                    new HBox(
                            8,
                            name,
                            number(step.green(), "muted"),
                            number(step.red(), "fg"),
                            longer(step));
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinHeight(24);
            box.getChildren().add(row);
        }
        return box;
    }

    private static Label number(Optional<Duration> took, String style) {
        Label label = new Label(took.map(Durations::exact).orElse("–"));
        label.getStyleClass().add(style);
        label.setMinWidth(52);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private static Label longer(ComparedStep step) {
        Duration more =
                step.green()
                        .flatMap(was -> step.red().map(is -> is.minus(was)))
                        .orElse(Duration.ZERO);
        Label label = new Label(more.compareTo(MUCH) > 0 ? "+" + Durations.exact(more) : "");
        label.getStyleClass().add("differ-changed");
        label.setMinWidth(52);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private Node red(RedGreen facts) {
        boolean same = facts.stretch().errors() == 1;
        VBox box =
                section(
                        same ? "The same error in" : facts.stretch().errors() + " errors in",
                        (int) facts.stretch().runs());
        for (BranchRun run : facts.stretch().red()) {
            Button number =
                    new Button(
                            "#"
                                    + run.number()
                                    + (run.attempts() > 1
                                            ? ", " + run.attempts() + " attempts"
                                            : ""));
            number.getStyleClass().addAll("link", "left-link");
            number.setOnAction(event -> open.accept(run.id()));
            CutLabel title = new CutLabel(run.title(), "small", "muted");
            title.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(title, Priority.ALWAYS);
            HBox row =
                    new HBox(
                            8,
                            new StateIcon(StateShape.FAILURE),
                            number,
                            title,
                            new Avatar(run.actor()));
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinHeight(28);
            box.getChildren().add(row);
        }
        return box;
    }

    private static VBox section(String title, int count) {
        Label head = new Label(title);
        head.getStyleClass().add("semibold");
        Label number = new Label(count > 0 ? Integer.toString(count) : "");
        number.getStyleClass().add("subtle");
        VBox box = new VBox(4, new HBox(8, head, number));
        box.getStyleClass().add("differ-section");
        return box;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        label.setWrapText(true);
        return label;
    }
}
