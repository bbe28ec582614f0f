package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.ComparedJob;
import dev.minijenkin.db.view.redgreen.RedGreen;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A red run against the last green one. FX thread only.
public final class DifferViewModel {
    private final DifferSource source;
    private final Latest<Answer> latest;
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ObservableList<DifferRow> rows = FXCollections.observableArrayList();
    private final BooleanProperty only = new SimpleBooleanProperty();
    private final BooleanProperty raw = new SimpleBooleanProperty();
    private final Set<Integer> open = new HashSet<>();
    private Optional<RunId> run = Optional.empty();

    /// What there is to be seen.
    sealed interface State {
        record Reading() implements State {}

        /// The run is not red, or nothing was green before it.
        record Nothing() implements State {}

        record Problem(String sentence) implements State {}

        record Compared(RedGreen facts, TwoLogs logs) implements State {}
    }

    private record Answer(Optional<State.Compared> compared) {}

    public DifferViewModel(Background background, DifferSource source) {
        this.source = source;
        this.latest = new Latest<>(background, Duration.ZERO);
        only.subscribe(now -> layOut());
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ObservableList<DifferRow> rows() {
        return rows;
    }

    /// Whether lines that are the same are left out.
    BooleanProperty onlyProperty() {
        return only;
    }

    /// Whether times, paths and ids are shown as they were written.
    BooleanProperty rawProperty() {
        return raw;
    }

    Optional<State.Compared> compared() {
        return state.get() instanceof State.Compared known ? Optional.of(known) : Optional.empty();
    }

    Optional<RunId> run() {
        return run;
    }

    void show(RunId red) {
        if (run.filter(red::equals).isEmpty() || compared().isEmpty()) {
            run = Optional.of(red);
            ask(red, "");
        }
    }

    /// Compares another job of the same run.
    void choose(String job) {
        run.ifPresent(red -> ask(red, job));
    }

    void again() {
        run.ifPresent(red -> ask(red, ""));
    }

    void leave() {
        latest.cancel();
    }

    /// Opens a fold.
    void open(DifferRow row) {
        if (row instanceof DifferRow.OfSame(int first, int _)) {
            open.add(first);
            layOut();
        }
    }

    /// Index in [#rows] of the next difference behind one row, around the end.
    ///
    /// @param step 1: forwards, -1: backwards
    OptionalInt nextDifference(int from, int step) {
        Optional<TwoLogs> logs = compared().map(State.Compared::logs);
        if (logs.isEmpty()) {
            return OptionalInt.empty();
        }
        // A place of several lines counts once.
        return next(
                from,
                step,
                row ->
                        logs.get().differs(rows.get(row))
                                && (row == 0 || !logs.get().differs(rows.get(row - 1))));
    }

    /// Index in [#rows] of the first line that belongs to what failed.
    OptionalInt firstError() {
        int first = compared().map(of -> of.logs().firstFailure()).orElse(-1);
        if (first < 0) {
            return OptionalInt.empty();
        }
        // Rows are in the order of what they stand for, and a line that differs is never folded.
        int row =
                Collections.binarySearch(
                        rows,
                        new DifferRow.OfLine(first),
                        Comparator.comparingInt(DifferRow::first));
        return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
    }

    private OptionalInt next(int from, int step, Predicate<Integer> wanted) {
        for (int i = 1; i <= rows.size(); i++) {
            int row = Math.floorMod(from + i * step, rows.size());
            if (wanted.test(row)) {
                return OptionalInt.of(row);
            }
        }
        return OptionalInt.empty();
    }

    private void ask(RunId red, String job) {
        state.set(new State.Reading());
        rows.clear();
        open.clear();
        latest.ask(
                unwanted -> {
                    Optional<RedGreen> facts = source.compare(red, job);
                    return new Answer(
                            facts.map(known -> {
                                ComparedLog green =
                                        known.greenJob()
                                                .map(ComparedJob::log)
                                                .map(of -> source.log(of, unwanted))
                                                .orElseGet(ComparedLog::new);
                                ComparedLog log = source.log(known.redJob().log(), unwanted);
                                return new State.Compared(known, TwoLogs.of(green, log, unwanted));
                            }));
                },
                this::take,
                error ->
                        state.set(
                                new State.Problem(
                                        "The database did not answer: " + error.getMessage())));
    }

    private void take(Answer answer) {
        // The rows first: whoever hears of the state looks for the first difference in them.
        answer.compared().ifPresent(this::layOut);
        state.set(answer.compared().<State>map(of -> of).orElseGet(State.Nothing::new));
    }

    private void layOut() {
        compared().ifPresent(this::layOut);
    }

    private void layOut(State.Compared of) {
        rows.setAll(of.logs().rows(open, only.get()));
    }
}
