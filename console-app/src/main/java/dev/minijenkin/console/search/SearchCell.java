package dev.minijenkin.console.search;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchHit;
import java.time.Instant;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A job that printed what was looked for, or one of the lines, with those around it.
final class SearchCell extends LiveCell<SearchRow> {
    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");

    private final StateIcon state = new StateIcon();
    private final CutLabel job = new CutLabel("", "medium");
    private final CutLabel branch = new CutLabel("", "mono", "small", "muted");
    private final Label lines = new Label();
    private final CutLabel runner = new CutLabel("", "small", "muted");
    private final Label when = new Label();
    private final HBox jobLine;

    SearchCell(DatabaseClock clock) {
        super(clock);
        lines.getStyleClass().addAll("small", "muted");
        lines.setMinWidth(USE_PREF_SIZE);
        when.getStyleClass().addAll("small", "muted");
        when.setAlignment(Pos.CENTER_RIGHT);
        SearchColumns.sized(runner, SearchColumns.RUNNER);
        SearchColumns.sized(when, SearchColumns.WHEN);
        HBox names = new HBox(8, state, job, branch, lines);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        jobLine = new HBox(names, runner, when);
        jobLine.getStyleClass().add("found-job");
    }

    @Override
    protected Node show(SearchRow row) {
        pseudoClassStateChanged(HEAD, row instanceof SearchRow.OfJob);
        return switch (row) {
            case SearchRow.OfJob of -> job(of);
            case SearchRow.OfLine of -> line(of.line());
            case SearchRow.Folded folded ->
                    link(folded.lines() + " more lines of this job", "Enter shows them");
            case SearchRow.More() -> link("There is more", "Enter goes on");
        };
    }

    private Node job(SearchRow.OfJob of) {
        SearchHit.Origin origin = of.origin();
        Conclusion conclusion = origin.conclusion();
        state.show(conclusion == null ? StateShape.RUNNING : StateLooks.of(conclusion).shape());
        job.setText(name(origin));
        branch.setText(origin.branch());
        lines.setText(of.lines() == 1 ? "" : of.lines() + " lines");
        runner.setText(origin.runner());
        showTimes(of, clock().get());
        setAccessibleText(
                name(origin)
                        + (origin.branch().isEmpty() ? "" : " on " + origin.branch())
                        + ", "
                        + of.lines()
                        + (of.lines() == 1 ? " line, " : " lines, ")
                        + (origin.runner().isEmpty() ? "" : "on " + origin.runner() + ", ")
                        + when.getText());
        return jobLine;
    }

    /// `shop-web/ci #1287 › unit`
    static String name(SearchHit.Origin origin) {
        return origin.pipeline() + " #" + origin.number() + " › " + origin.job();
    }

    private Node line(FoundLine found) {
        SearchHit hit = found.hit();
        VBox all = new VBox();
        all.getStyleClass().add("found-lines");
        long number = hit.line() - hit.before().size();
        for (String before : hit.before()) {
            all.getChildren().add(around(number++, before));
        }
        Pane text = new MarkedLine(hit.text(), found.marks());
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line =
                new HBox(
                        numbered(hit.line()),
                        time(Durations.timeOfDay(hit.at(), clock().zone())),
                        text);
        line.getStyleClass().addAll("found-line", "hit");
        all.getChildren().add(line);
        number = hit.line() + 1;
        for (String after : hit.after()) {
            all.getChildren().add(around(number++, after));
        }
        setAccessibleText("Line " + hit.line() + ": " + hit.text());
        return all;
    }

    private static Node around(long number, String text) {
        Pane plain = new MarkedLine(text, List.of());
        HBox.setHgrow(plain, Priority.ALWAYS);
        HBox line = new HBox(numbered(number), time(""), plain);
        line.getStyleClass().add("found-line");
        return line;
    }

    private static Label numbered(long number) {
        Label label = SearchColumns.sized(new Label(Long.toString(number)), SearchColumns.NUMBER);
        label.getStyleClass().add("found-number");
        return label;
    }

    private static Label time(String text) {
        Label label = SearchColumns.sized(new Label(text), SearchColumns.TIME);
        label.getStyleClass().add("found-number");
        return label;
    }

    private Node link(String text, String does) {
        Label label = new Label(text);
        label.getStyleClass().add("accent-text");
        Label key = new Label(does);
        key.getStyleClass().addAll("small", "muted");
        HBox line = new HBox(10, label, key);
        line.getStyleClass().add("found-more");
        setAccessibleText(text + ": " + does);
        return line;
    }

    @Override
    protected void showTimes(SearchRow row, Instant at) {
        if (row instanceof SearchRow.OfJob of) {
            when.setText(Durations.ago(of.last(), at, clock().zone()));
        }
    }
}
