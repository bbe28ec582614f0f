package dev.minijenkin.console.run.time;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.run.JobView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Scale;

/// The time line of a run as a picture that can be read wherever it is pasted: all of it, whatever
/// is in sight on the screen, in the look that is worn. FX thread only.
public final class TimelinePicture {
    private static final double WIDTH = 1160;
    private static final double SHARP = 2;

    /// Of more jobs the picture would be higher than a person scrolls.
    private static final int MOST = 48;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm zzz", Locale.ENGLISH);

    private final RunDetail detail;
    private final RunTimeline timeline;
    private final CriticalPath path;
    private final Instant at;
    private final TimeScale scale;

    public TimelinePicture(RunDetail detail, RunTimeline timeline, Instant at) {
        this.detail = detail;
        this.timeline = timeline;
        this.at = at;
        this.path = CriticalPath.of(detail.jobs(), at);
        this.scale = timeline.whole(at).orElseGet(() -> TimeScale.of(detail, at));
    }

    /// Draws it.
    ///
    /// @param sheets that dress it
    public WritableImage draw(List<String> sheets, ZoneId zone) {
        List<JobView> shown = shown();
        TimeHead head = new TimeHead();
        head.withoutZoom();
        double now = detail.ended().isEmpty() ? scale.share(at) : Double.NaN;
        head.show(Optional.of(scale), path.words(), 1, now, timeline.knowsUsual());
        VBox rows = new VBox();
        shown.forEach(job -> rows.getChildren().add(row(job, now)));
        VBox all = new VBox(heading(zone), head, rows);
        int left = detail.jobs().size() - shown.size();
        if (left > 0) {
            Label more =
                    new Label(left + " further jobs, all shorter and none on the critical path");
            more.getStyleClass().addAll("small", "subtle", "picture-more");
            all.getChildren().add(more);
        }
        all.getStyleClass().add("timeline-picture");
        all.setMinWidth(WIDTH);
        all.setPrefWidth(WIDTH);
        all.setMaxWidth(WIDTH);
        Scene scene = new Scene(all);
        scene.getStylesheets().setAll(sheets);
        all.applyCss();
        all.layout();
        // What is cut, and the axis, know their width with the first layout only.
        all.layout();
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(SHARP, SHARP));
        return all.snapshot(parameters, null);
    }

    /// Those that failed and those on the critical path, then the longest; in the order of the
    /// page.
    private List<JobView> shown() {
        if (detail.jobs().size() <= MOST) {
            return detail.jobs();
        }
        Set<JobView> kept = new HashSet<>();
        Stream.of(
                        detail.jobs().stream().filter(path::has),
                        detail.jobs().stream().filter(RunDetail::failed),
                        detail.jobs().stream()
                                .sorted(
                                        Comparator.comparing((JobView job) ->
                                                JobTimes.ran(job, at)
                                                        .map(time -> -time.toMillis())
                                                        .orElse(0L))))
                .flatMap(jobs -> jobs)
                .takeWhile(job -> kept.size() < MOST)
                .forEach(kept::add);
        return detail.jobs().stream().filter(kept::contains).toList();
    }

    private Node heading(ZoneId zone) {
        StateIcon icon = new StateIcon();
        icon.show(StateLooks.of(detail.run()).shape());
        Label name = new Label(detail.run().name());
        name.getStyleClass().addAll("semibold", "picture-title");
        Label what =
                new Label(
                        StateLooks.of(detail.run()).word()
                                + ", "
                                + detail.run().origin().shortRef()
                                + " at "
                                + detail.run().origin().shortSha());
        what.getStyleClass().add("muted");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label when = new Label("asked for " + TIME.format(detail.began().atZone(zone)));
        when.getStyleClass().addAll("small", "subtle");
        HBox line = new HBox(10, icon, name, what, space, when);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("picture-head");
        return line;
    }

    private Node row(JobView job, double now) {
        StateIcon icon = new StateIcon();
        icon.show(StateLooks.of(job).shape());
        CutLabel name = new CutLabel(job.name(), path.has(job) ? "semibold" : "medium");
        HBox title = new HBox(8, icon, name);
        title.setAlignment(Pos.CENTER_LEFT);
        double names = TimeHead.names(WIDTH) - 10;
        title.setMinWidth(names);
        title.setMaxWidth(names);
        TimeBar bar = new TimeBar();
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        bar.show(
                new TimeBar.Shown(
                        JobSpan.of(job, Optional.of(scale), at),
                        timeline.usual(job).map(of -> JobSpan.of(of, scale)).orElse(JobSpan.NONE),
                        Optional.of(scale),
                        path.has(job),
                        now),
                StateLooks.of(job).shape().styleClass());
        Label took = new Label(JobTimes.ran(job, at).map(Durations::clock).orElse(""));
        took.getStyleClass().add("muted");
        took.setMinWidth(TimeHead.TOOK);
        took.setMaxWidth(TimeHead.TOOK);
        took.setAlignment(Pos.CENTER_RIGHT);
        HBox line = new HBox(8, title, bar, took);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("picture-row");
        return line;
    }

    /// `shop-web-ci-12-timeline.png`: of characters that every file system takes.
    public String fileName() {
        String name = detail.run().name().replaceAll("[^\\p{L}\\p{Nd}._]+", "-");
        return name.replaceAll("^-|-$", "") + "-timeline.png";
    }
}
