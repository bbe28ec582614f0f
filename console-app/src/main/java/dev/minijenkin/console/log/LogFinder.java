package dev.minijenkin.console.log;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import java.util.List;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Search in the log that is shown: text or regular expression, with a count and a current hit. FX
/// thread only; the looking itself happens on a worker.
final class LogFinder {
    private final Background background;
    private final LogRows rows;
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty regularExpression = new SimpleBooleanProperty();
    private final BooleanProperty caseSensitive = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<LogSearch.Found> found =
            new ReadOnlyObjectWrapper<>(LogSearch.Found.NOTHING);
    private List<Pattern> patterns = List.of();
    private int current = -1;
    private int asked;

    LogFinder(Background background, LogRows rows) {
        this.background = background;
        this.rows = rows;
        text.subscribe(this::changed);
        regularExpression.subscribe(this::changed);
        caseSensitive.subscribe(this::changed);
    }

    StringProperty textProperty() {
        return text;
    }

    BooleanProperty regularExpressionProperty() {
        return regularExpression;
    }

    BooleanProperty caseSensitiveProperty() {
        return caseSensitive;
    }

    ReadOnlyObjectProperty<LogSearch.Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /// None or one.
    List<Pattern> patterns() {
        return patterns;
    }

    /// Line of the current hit, from 0; -1 where there is none.
    int currentLine() {
        int[] lines = found.get().lines();
        return current >= 0 && current < lines.length ? lines[current] : -1;
    }

    /// `3 of 9 lines`, or what is wrong.
    String summary() {
        LogSearch.Found now = found.get();
        if (!now.problem().isEmpty()) {
            return now.problem();
        }
        if (text.get().isEmpty()) {
            return "";
        }
        if (now.lines().length == 0) {
            return "no match";
        }
        String all = "%,d".formatted(now.lines().length);
        return current < 0
                ? all + (now.lines().length == 1 ? " line" : " lines")
                : (current + 1) + " of " + all;
    }

    /// Goes to the next or the one before, around the end.
    ///
    /// @return the line, from 0; -1 where nothing was found
    int step(int direction, int fromLine) {
        int count = found.get().lines().length;
        if (count == 0) {
            return -1;
        }
        if (current < 0) {
            int at = found.get().at(fromLine);
            current = Math.floorMod(direction > 0 ? at : at - 1, count);
        } else {
            current = Math.floorMod(current + direction, count);
        }
        return currentLine();
    }

    /// Looks again, because lines came.
    void grown() {
        if (!patterns.isEmpty()) {
            look();
        }
    }

    private void changed() {
        current = -1;
        String problem = regularExpression.get() ? LogSearch.problem(text.get()) : "";
        if (!problem.isEmpty()) {
            patterns = List.of();
            found.set(new LogSearch.Found(new int[0], 0, problem));
            return;
        }
        patterns = LogSearch.patterns(text.get(), regularExpression.get(), caseSensitive.get());
        if (patterns.isEmpty()) {
            found.set(LogSearch.Found.NOTHING);
        } else {
            look();
        }
    }

    private void look() {
        asked++;
        int mine = asked;
        Pattern pattern = patterns.getFirst();
        List<LogPage> pages = rows.document().pages();
        background.read(
                () -> LogSearch.find(pattern, pages),
                answer -> {
                    if (mine == asked) {
                        found.set(answer);
                    }
                });
    }
}
