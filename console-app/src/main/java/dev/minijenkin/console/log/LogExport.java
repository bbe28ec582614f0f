package dev.minijenkin.console.log;

import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.JobView;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// What a person takes away from the log: its text, a link to a line, a file. FX thread only.
final class LogExport {
    private final LogViewModel model;
    private final Navigator navigator;
    private final Links links;
    private final Notices notices;

    LogExport(LogViewModel model, Navigator navigator, Links links, Notices notices) {
        this.model = model;
        this.navigator = navigator;
        this.links = links;
        this.notices = notices;
    }

    void copy(List<LogRow> rows) {
        ClipboardContent content = new ClipboardContent();
        content.putString(rows.stream().map(this::text).collect(Collectors.joining("\n")));
        Clipboard.getSystemClipboard().setContent(content);
        notices.say(LogWords.counted(rows.size(), "line") + " copied");
    }

    /// @param line from 1; 0: the whole log
    void copyLink(int line) {
        switch (navigator.placeProperty().get()) {
            case Place.LogPlace(var run, var job, int _) ->
                    links.copy(new Place.LogPlace(run, job, line));
            case Place.RunLogPlace(var run) -> links.copy(placeInRun(run, line));
            case Place.OverviewPlace _, Place.RunsPlace _, Place.RunPlace _ -> {}
        }
    }

    void save(Window window) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the log as text");
        chooser.setInitialFileName(
                model.jobProperty().get().map(JobView::key).orElse("run").replaceAll("\\W+", "-")
                        + ".log");
        File file = chooser.showSaveDialog(window);
        if (file != null) {
            model.save(file.toPath());
        }
    }

    /// A line has its place in the log of its job, however many come between.
    private Place placeInRun(RunId run, int line) {
        return model.jobOf(Math.max(0, line - 1))
                .filter(job -> line > 0)
                .<Place>map(job ->
                        new Place.LogPlace(run, job.id(), model.rows().document().number(line - 1)))
                .orElse(new Place.RunLogPlace(run));
    }

    private String text(LogRow row) {
        return switch (row) {
            case LogRow.Line(int line) when model.wholeProperty().get() ->
                    model.jobOf(line).map(job -> job.name() + " | ").orElse("")
                            + model.rows().document().text(line);
            case LogRow.Line(int line) -> model.rows().document().text(line);
            case LogRow.Heading(LogFold fold) -> fold.title();
        };
    }
}
