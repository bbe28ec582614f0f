package dev.minijenkin.console.log.beside;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.BesideJob;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Two logs side by side, tied by time: each is read by itself, and a line of one tells which line
/// of the other was written then. FX thread only.
public final class BesideViewModel {
    private final Background background;
    private final BesideSource source;
    private final LogViewModel left;
    private final LogViewModel right;
    private final BooleanProperty tied = new SimpleBooleanProperty(true);
    private final ObjectProperty<TimeTie> tie = new SimpleObjectProperty<>(TimeTie.OFFSET);
    private final ReadOnlyObjectWrapper<List<BesideJob>> offered =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<BesideJob>> chosen =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<JobId> shown = Optional.empty();
    private boolean known;

    /// @param left of the log that was opened
    /// @param right of the one beside it
    public BesideViewModel(
            Background background, BesideSource source, LogViewModel left, LogViewModel right) {
        this.background = background;
        this.source = source;
        this.left = left;
        this.right = right;
        right.timesProperty().bindBidirectional(left.timesProperty());
    }

    LogViewModel left() {
        return left;
    }

    LogViewModel right() {
        return right;
    }

    /// Whether one follows the other.
    BooleanProperty tiedProperty() {
        return tied;
    }

    ObjectProperty<TimeTie> tieProperty() {
        return tie;
    }

    /// What can stand beside it; empty until it is known, and where there is nothing.
    ReadOnlyObjectProperty<List<BesideJob>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// What stands beside it.
    ReadOnlyObjectProperty<Optional<BesideJob>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// Whether it is known that nothing can stand beside it.
    boolean isAlone() {
        return known && offered.get().isEmpty();
    }

    /// Opens a log, and beside it the one that tells most: that of the newest run in which the same
    /// job did well, else the first that there is.
    public void open(RunId run, JobId job) {
        if (shown.filter(job::equals).isEmpty()) {
            known = false;
            offered.set(List.of());
            chosen.set(Optional.empty());
            right.close();
        }
        shown = Optional.of(job);
        left.open(run, job);
        chosen.get().ifPresent(again -> right.open(again.run(), again.job()));
        background.read(
                () -> source.beside(job),
                found -> {
                    if (shown.filter(job::equals).isPresent()) {
                        offer(found);
                    }
                });
    }

    private void offer(List<BesideJob> found) {
        known = true;
        offered.set(found);
        if (chosen.get().isEmpty()) {
            found.stream()
                    .filter(of -> !of.sameRun() && of.conclusion() == Conclusion.SUCCESS)
                    .findFirst()
                    .or(() -> found.stream().findFirst())
                    .ifPresent(this::choose);
        }
    }

    void choose(BesideJob job) {
        if (chosen.get().filter(job::equals).isEmpty()) {
            chosen.set(Optional.of(job));
            right.open(job.run(), job.job());
        }
    }

    public void close() {
        left.close();
        right.close();
    }

    /// The line of one log that was the newest when a line of the other was written; both counted
    /// from 0. -1 where there is none, as in a log without a line.
    ///
    /// @param of the log that the line is of
    int lineBeside(LogViewModel of, int line) {
        LogDocument from = of.rows().document();
        LogDocument to = (of == left ? right : left).rows().document();
        if (line < 0 || line >= from.size() || to.size() == 0) {
            return -1;
        }
        return to.lineAt(tie.get().timeBeside(from.time(line), from.time(0), to.time(0)));
    }
}
