package dev.minijenkin.console.product;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.testreport.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// How tests went, as a bar: what failed is seen however few they are. FX thread only.
final class TestShares extends Region {
    private static final double HEIGHT = 5;
    private static final double LEAST = 6;
    private static final double GAP = 2;

    private final List<Part> parts = new ArrayList<>();

    private record Part(Region bar, double share) {}

    TestShares(TestReport.Counts counts) {
        getStyleClass().add("test-shares");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        double all = Math.max(1, counts.all());
        add(counts.passed() / all, "state-success");
        add(counts.failed() / all, "state-failure");
        add(counts.flaky() / all, "state-waiting");
        add(counts.skipped() / all, "state-skipped");
        parts.forEach(part -> getChildren().add(part.bar()));
    }

    private void add(double share, String styleClass) {
        if (share > 0) {
            Region bar = new Region();
            bar.getStyleClass().addAll("share", styleClass);
            parts.add(new Part(bar, share));
        }
    }

    /// `1,201 passed`, `2 failed`, `1 flaky`.
    static FlowPane words(TestReport.Counts counts) {
        FlowPane words = new FlowPane(12, 2);
        words.getStyleClass().add("test-words");
        word(words, counts.passed(), "passed", "good");
        word(words, counts.failed(), "failed", "wrong");
        word(words, counts.flaky(), "flaky", "alert");
        word(words, counts.skipped(), "skipped", "subtle");
        return words;
    }

    private static void word(FlowPane words, long count, String what, String tone) {
        if (count > 0) {
            Label label = new Label("%,d %s".formatted(count, what));
            label.getStyleClass().addAll("small", tone);
            words.getChildren().add(label);
        }
    }

    /// A cross where it failed, a turning arrow where it passed at another try.
    static Node sign(FailedTest test) {
        if (test.failed()) {
            return new StateIcon(StateShape.FAILURE);
        }
        IconView again = new IconView(Icon.RERUN, 16);
        again.getStyleClass().add("alert");
        return again;
    }

    /// What its failures mean; empty where nobody can tell.
    static Optional<Label> verdict(FailedTest test) {
        String word = test.verdict();
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Label chip = new Label(word);
        chip.getStyleClass()
                .addAll("chip", "state", word.equals("flaky") ? "state-waiting" : "state-failure");
        chip.setMinWidth(USE_PREF_SIZE);
        return Optional.of(chip);
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - GAP * (parts.size() - 1);
        double rest = parts.stream().filter(part -> small(part, room)).count() * LEAST;
        double large =
                parts.stream().filter(part -> !small(part, room)).mapToDouble(Part::share).sum();
        double x = 0;
        for (Part part : parts) {
            double width = small(part, room) ? LEAST : (room - rest) * part.share() / large;
            part.bar().resizeRelocate(x, 0, Math.max(0, width), HEIGHT);
            x += width + GAP;
        }
    }

    private static boolean small(Part part, double room) {
        return part.share() * room < LEAST;
    }
}
