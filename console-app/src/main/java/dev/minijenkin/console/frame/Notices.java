package dev.minijenkin.console.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One short sentence at the bottom of the window: what was asked for, what came of it. What can be
/// taken back stays until it no longer can: what is said meanwhile comes afterwards. FX thread
/// only.
public final class Notices {
    private final ReadOnlyObjectWrapper<Optional<Notice>> shown =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final List<Runnable> undoes = new ArrayList<>();
    private Optional<Notice> next = Optional.empty();
    private long count;

    /// What is said.
    ///
    /// @param number so that the same sentence, said again, is another notice
    /// @param offer what can be done about it
    public record Notice(long number, String text, Optional<Offer> offer) {
        boolean canBeTakenBack() {
            return offer.flatMap(Offer::within).isPresent();
        }
    }

    /// What can be done about a notice.
    ///
    /// @param word on the button: `Open`
    /// @param within how long it takes things back; empty: it takes nothing back, and can be done
    ///   as long as the notice stands
    public record Offer(String word, Runnable action, Optional<Duration> within) {
        public Offer(String word, Runnable action) {
            this(word, action, Optional.empty());
        }
    }

    public ReadOnlyObjectProperty<Optional<Notice>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public void say(String sentence) {
        say(sentence, Optional.empty());
    }

    public void say(String sentence, Optional<Offer> offer) {
        count++;
        Notice notice = new Notice(count, sentence, offer);
        if (shown.get().filter(Notice::canBeTakenBack).isPresent()) {
            next = Optional.of(notice);
        } else {
            shown.set(Optional.of(notice));
        }
    }

    /// Says what was asked for, and offers for a while to take it back: all that was asked for in
    /// that while.
    public void sayUndoable(String sentence, Duration within, Runnable undo) {
        if (shown.get().filter(Notice::canBeTakenBack).isEmpty()) {
            undoes.clear();
        }
        undoes.add(undo);
        count++;
        int all = undoes.size();
        shown.set(
                Optional.of(
                        new Notice(
                                count,
                                all == 1 ? sentence : sentence + ", and " + (all - 1) + " before",
                                Optional.of(
                                        new Offer(
                                                all == 1 ? "Undo" : "Undo all",
                                                this::undoAll,
                                                Optional.of(within))))));
    }

    /// Takes back what can be.
    ///
    /// @return whether anything could
    boolean undo() {
        Optional<Offer> offer = shown.get().filter(Notice::canBeTakenBack).flatMap(Notice::offer);
        offer.ifPresent(of -> {
            clear();
            of.action().run();
        });
        return offer.isPresent();
    }

    private void undoAll() {
        List<Runnable> all = List.copyOf(undoes);
        undoes.clear();
        all.forEach(Runnable::run);
    }

    /// What is said is read, or has stood for long enough.
    public void clear() {
        shown.set(next);
        next = Optional.empty();
    }
}
