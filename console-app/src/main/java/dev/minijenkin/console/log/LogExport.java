package dev.minijenkin.console.log;

import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.log.model.LogWords;
import dev.minijenkin.console.part.FileChoice;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.runs.WebAddress;
import dev.minijenkin.console.runs.WebBrowser;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Function<RepositoryId, String> repositoryUrl;

    LogExport(
            LogViewModel model,
            Navigator navigator,
            Links links,
            Notices notices,
            Background background,
            Function<RepositoryId, String> repositoryUrl) {
        this.model = model;
        this.navigator = navigator;
        this.links = links;
        this.notices = notices;
        this.background = background;
        this.repositoryUrl = repositoryUrl;
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
        FileChoice.ask(window, "Save the log as text", fileName()).ifPresent(model::save);
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

    /// Opens a file at the commit of the run, where its repository is on the web. It is copied as
    /// well: not every place in a log is one within the repository.
    ///
    /// @param place `src/a.ts:12:3`
    void openFile(String place) {
        TextClipboard.put(place);
        model.detailProperty()
                .get()
                .map(RunDetail::run)
                .ifPresent(run ->
                        background.read(
                                () ->
                                        WebAddress.ofFile(
                                                        repositoryUrl.apply(
                                                                run.pipeline().repository()),
                                                        run.origin().commitSha(),
                                                        place)
                                                .map(WebBrowser::open)
                                                .orElse("Copied " + place),
                                notices::say));
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
