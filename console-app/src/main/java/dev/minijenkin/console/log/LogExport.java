package dev.minijenkin.console.log;

import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.runs.WebBrowser;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.JobView;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// What a person takes away from the log: its text, a link to a line, a file. FX thread only.
final class LogExport {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_COPIED = 100_000;

    private final LogViewModel model;
    private final Navigator navigator;
    private final Links links;
    private final Notices notices;
    private final Background background;

    LogExport(
            LogViewModel model,
            Navigator navigator,
            Links links,
            Notices notices,
            Background background) {
        this.model = model;
        this.navigator = navigator;
        this.links = links;
        this.notices = notices;
        this.background = background;
    }

    void copy(List<LogRow> rows) {
        if (rows.size() > MOST_COPIED) {
            notices.say(
                    "%,d lines are too many for the clipboard: save them as a file instead"
                            .formatted(rows.size()));
            return;
        }
        TextClipboard.put(rows.stream().map(this::text).collect(Collectors.joining("\n")));
        notices.say(LogWords.counted(rows.size(), "line") + " copied");
    }

    /// @param line from 1; 0: the whole log
    void copyLink(int line) {
        switch (navigator.placeProperty().get()) {
            case Place.LogPlace(var run, var job, int _) ->
                    links.copy(new Place.LogPlace(run, job, line));
            case Place.RunLogPlace(var run) -> links.copy(placeInRun(run, line));
            case Place.OfAll _,
                    Place.RunsPlace _,
                    Place.RunPlace _,
                    Place.JobPlace _,
                    Place.DifferPlace _,
                    Place.BesidePlace _ -> {}
        }
    }

    void save(Window window) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the log as text");
        chooser.setInitialFileName(fileName());
        File file = chooser.showSaveDialog(window);
        if (file != null) {
            model.save(file.toPath());
        }
    }

    /// `shop-web-ci-1287-e2e-firefox-2-2.log`: pipeline, run and job, of characters that every file
    /// system takes.
    private String fileName() {
        String of =
                model.detailProperty().get().map(detail -> detail.run().name() + "-").orElse("");
        String job = model.jobProperty().get().map(JobView::name).orElse("whole-run");
        return fileName(of + job);
    }

    static String fileName(String words) {
        String plain =
                words.replace(".mini-jenkin/workflows/", "")
                        .replaceAll("[^\\p{L}\\p{Nd}._]+", "-")
                        .replaceAll("^[-.]+|[-.]+$", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME)) + ".log";
    }

    /// Opens an address of the web.
    void open(String address) {
        background.read(() -> WebBrowser.open(address), notices::say);
    }

    /// Puts a text into the clipboard.
    void copyText(String text) {
        TextClipboard.put(text);
        notices.say("Copied " + text);
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
