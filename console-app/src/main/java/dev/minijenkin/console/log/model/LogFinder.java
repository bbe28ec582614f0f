package dev.minijenkin.console.log.model;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Search in the log that is shown: text or regular expression, with a count and a current hit. FX
/// thread only; the looking itself happens on a worker.
public final class LogFinder {
    /// Whoever types does not want the log looked through for each character.
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final LogRows rows;
    private final Latest<PageSearch.Scan> search;
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty regularExpression = new SimpleBooleanProperty();
    private final BooleanProperty caseSensitive = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<PageSearch.Found> found =
            new ReadOnlyObjectWrapper<>(PageSearch.Found.NOTHING);
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private List<Pattern> patterns = List.of();
    private int current = -1;
    // A step that a person asked for before it was known where to.
    private Optional<Runnable> remembered = Optional.empty();
    // Of the pattern, so far.
    private PageSearch.Scan scan = PageSearch.Scan.NOTHING;
    // Lines came while the answer was waited for.
    private boolean again;

    LogFinder(Background background, LogRows rows) {
        this(background, rows, PAUSE);
    }

    LogFinder(Background background, LogRows rows, Duration pause) {
        this.rows = rows;
        this.search = new Latest<>(background, pause);
        text.subscribe(this::changed);
        regularExpression.subscribe(this::changed);
        caseSensitive.subscribe(this::changed);
    }

    public StringProperty textProperty() {
        return text;
    }

    public BooleanProperty regularExpressionProperty() {
        return regularExpression;
    }

    public BooleanProperty caseSensitiveProperty() {
        return caseSensitive;
    }

    public ReadOnlyObjectProperty<PageSearch.Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /// Whether nothing is known yet of what is looked for now.
    public ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    /// None or one.
    public List<Pattern> patterns() {
        return patterns;
    }

    /// Line of the current hit, from 0; -1 where there is none.
    public int currentLine() {
        int[] lines = found.get().lines();
        return current >= 0 && current < lines.length ? lines[current] : -1;
    }

    /// `3 of 9 lines`, or what is wrong.
    public String summary() {
        PageSearch.Found now = found.get();
        if (!now.problem().isEmpty()) {
            return now.problem();
        }
        if (text.get().isEmpty()) {
            return "";
        }
        if (searching.get()) {
            return "searching…";
        }
        if (now.lines().length == 0) {
            return "no match";
        }
        String all = "%,d".formatted(now.lines().length);
        return current < 0
                ? all + (now.lines().length == 1 ? " line" : " lines")
                : (current + 1) + " of " + all;
    }

    /// Goes to the next or the one before, around the end; as soon as it is known where that is.
    ///
    /// @param reveal is told the line, from 0, where there is one
    public void step(int direction, int fromLine, IntConsumer reveal) {
        Runnable step =
                () -> {
                    int count = found.get().lines().length;
                    if (count == 0) {
                        return;
                    }
                    if (current < 0) {
                        int at = found.get().at(fromLine);
                        current = Math.floorMod(direction > 0 ? at : at - 1, count);
                    } else {
                        current = Math.floorMod(current + direction, count);
                    }
                    reveal.accept(currentLine());
                };
        if (searching.get()) {
            remembered = Optional.of(step);
        } else {
            step.run();
        }
    }

    /// Looks again, in another log.
    void startOver() {
        changed();
    }

    /// Looks on, because lines came or went.
    public void grown() {
        if (patterns.isEmpty()) {
            return;
        }
        if (search.pendingProperty().get()) {
            // What is under way is not stopped by each line that comes: it would never end.
            again = true;
        } else {
            look();
        }
    }

    private void changed() {
        current = -1;
        again = false;
        remembered = Optional.empty();
        scan = PageSearch.Scan.NOTHING;
        String problem = regularExpression.get() ? PageSearch.problem(text.get()) : "";
        patterns =
                problem.isEmpty()
                        ? PageSearch.patterns(
                                text.get(), regularExpression.get(), caseSensitive.get())
                        : List.of();
        search.cancel();
        searching.set(!patterns.isEmpty());
        // What was found before is of another text.
        found.set(new PageSearch.Found(new int[0], problem));
        if (!patterns.isEmpty()) {
            look();
        }
    }

    private void look() {
        again = false;
        Pattern pattern = patterns.getFirst();
        List<LogPage> pages = rows.document().pages();
        PageSearch.Scan before = scan;
        search.ask(
                stale -> PageSearch.find(pattern, pages, before, stale),
                answer -> {
                    scan = answer;
                    searching.set(false);
                    found.set(answer.found());
                    Optional<Runnable> step = remembered;
                    remembered = Optional.empty();
                    step.ifPresent(Runnable::run);
                    if (again) {
                        look();
                    }
                },
                error -> {
                    searching.set(false);
                    found.set(new PageSearch.Found(new int[0], "the search failed"));
                });
    }
}
