package dev.minijenkin.console.past;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Refresh;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.db.view.past.DayCourse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What says that the past is looked at: a strip over the view, and a day to drag along below it.
/// Both are there only then. FX thread only.
public final class TimeBars {
    private static final Duration DAY = Duration.ofHours(24);

    private final TimeMachine machine;
    private final DatabaseClock live;
    private final Scrubber scrubber;
    private final CutLabel what = new CutLabel("", "semibold", "strip-words");
    private final CutLabel ago = new CutLabel("", "muted");
    private final Node strip;
    private final VBox day;
    private final Refresh<DayCourse> reading;
    private Instant until = Instant.EPOCH;

    /// @param course of a stretch of time; called on workers
    /// @param saveSlice asks what is to be saved
    public TimeBars(
            TimeMachine machine,
            DatabaseClock live,
            Background background,
            BiFunction<Instant, Instant, DayCourse> course,
            Runnable saveSlice) {
        this.machine = machine;
        this.live = live;
        scrubber = new Scrubber(machine, live);
        reading =
                new Refresh<>(background, () -> course.apply(until.minus(DAY), until), this::came);
        strip = strip(saveSlice);
        day = dayBox();
        machine.atProperty().subscribe(this::show);
        live.secondProperty().subscribe(second -> showAgo());
    }

    public Node strip() {
        return strip;
    }

    public Node day() {
        return day;
    }

    private Node strip(Runnable saveSlice) {
        Button save = new Button("Save slice…", new IconView(Icon.SAVE, 13));
        save.setOnAction(event -> saveSlice.run());
        save.setMinWidth(Region.USE_PREF_SIZE);
        Label cap = new Label("Esc");
        cap.getStyleClass().addAll("key", "on-solid");
        HBox words = new HBox(8, new Label("Back to now"), cap);
        words.setAlignment(Pos.CENTER);
        Button back = new Button("", words);
        back.getStyleClass().addAll("primary", "back-to-now");
        back.setAccessibleText("Back to now");
        back.setOnAction(event -> machine.backToNow());
        back.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(ago, Priority.ALWAYS);
        ago.setMaxWidth(Double.MAX_VALUE);
        FittingRow.setKeep(ago, 60.0);
        FittingRow.setDrop(save, 1);
        what.setMinWidth(Region.USE_PREF_SIZE);
        IconView icon = new IconView(Icon.HISTORY, 16);
        icon.getStyleClass().add("accent");
        FittingRow row = new FittingRow(12, icon, what, ago, save, back);
        row.getStyleClass().add("time-strip");
        return row;
    }

    private VBox dayBox() {
        HBox legend =
                new HBox(
                        14,
                        key("failed", "run failed on its default branch"),
                        key("lost", "runner lost"));
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.setMinWidth(Region.USE_PREF_SIZE);
        Label title = new Label("24 hours");
        title.getStyleClass().add("medium");
        Label note = new Label("slots in use");
        note.getStyleClass().addAll("small", "muted");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox keys =
                new HBox(
                        6,
                        cap("["),
                        cap("]"),
                        small("a minute"),
                        cap("Shift"),
                        small("ten"),
                        cap("Ctrl"),
                        small("next mark"));
        keys.setAlignment(Pos.CENTER_LEFT);
        FittingRow.setDrop(keys, 2);
        FittingRow.setDrop(legend, 1);
        FittingRow head = new FittingRow(12, title, note, space, legend, keys);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(2, head, scrubber);
        box.getStyleClass().add("time-day");
        return box;
    }

    private static Node key(String sign, String word) {
        Region dot = new Region();
        dot.getStyleClass().addAll("scrub-dot", sign);
        dot.setMinSize(6, 6);
        dot.setMaxSize(6, 6);
        HBox key = new HBox(6, dot, small(word));
        key.setAlignment(Pos.CENTER_LEFT);
        return key;
    }

    private static Label small(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "subtle");
        return label;
    }

    private static Label cap(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("key");
        return label;
    }

    private void show(Optional<Instant> at) {
        for (Node node : new Node[] {strip, day}) {
            node.setVisible(at.isPresent());
            node.setManaged(at.isPresent());
        }
        at.ifPresent(minute -> {
            what.setText("You look at " + machine.words(minute));
            showAgo();
            // The day stays while a person moves along it.
            boolean within = minute.isAfter(until.minus(DAY)) && minute.isBefore(until);
            if (!within) {
                Instant half = minute.plus(DAY.dividedBy(2));
                until = half.isAfter(live.get()) ? live.get() : half;
                reading.request();
            }
        });
    }

    private void showAgo() {
        machine.atProperty()
                .get()
                .ifPresent(minute -> {
                    String text =
                            Durations.words(Duration.between(minute, live.get()))
                                    + " ago. Overview, queue, runners and deploys show that minute;"
                                    + " nothing can be changed.";
                    ago.setText(text);
                });
    }

    private void came(DayCourse course) {
        machine.mark(Stream.concat(course.failed().stream(), course.lost().stream()).toList());
        scrubber.show(course);
    }
}
