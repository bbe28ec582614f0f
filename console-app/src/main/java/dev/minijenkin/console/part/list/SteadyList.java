package dev.minijenkin.console.part.list;

import dev.minijenkin.console.live.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way to bring a live list up to date. The selection belongs to a thing and not to a
/// place: it goes with the thing when rows come, go or change their order, and where the thing is
/// gone nothing is selected, so that no key acts on its neighbour. What a person looks at stays
/// where it is on the screen, and while a hand is on the list, by pointer or by keys, rows change
/// but do not move. FX thread only.
///
/// Nothing is selected at first: the first arrow key selects the first row, or the one that stands
/// where the thing that is gone stood. (A list by itself goes to the second one, and nowhere where
/// there is one only.)
public final class SteadyList<T> extends ListView<T> {
    /// A hand that did nothing for so long lies still: rows may move again.
    private static final Duration HAND = Duration.ofSeconds(3);

    private static final int ROWS_ABOVE = 3;
    private static final Logger LOG = LoggerFactory.getLogger(SteadyList.class);

    private Function<? super T, ?> id = Function.identity();
    private Supplier<Instant> now = () -> Instant.EPOCH;
    private SteadyItems<T> items = new SteadyItems<>(id);
    private List<T> latest = List.of();
    // Whether the latest is not shown yet, because a hand is on the list.
    private boolean behind;
    private boolean changing;
    private boolean pressed;
    private Instant lastTouch = Instant.MIN;
    private double pointerX = Double.NaN;
    private double pointerY = Double.NaN;
    // Where the selected thing stood last: from there an arrow key goes on when it is gone.
    private int place = -1;

    @SuppressWarnings("this-escape") // No event comes before the view is in a scene.
    public SteadyList() {
        getSelectionModel().selectedIndexProperty().subscribe(index -> placed());
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventFilter(MouseEvent.ANY, this::pointed);
        addEventFilter(ScrollEvent.SCROLL, event -> touched());
    }

    /// Says how rows are told apart; before anything is shown.
    ///
    /// @param what what a row is of: equal for the same thing, whatever its state; never null
    public void tellApart(Function<? super T, ?> what, DatabaseClock clock) {
        id = what;
        now = clock::get;
        items = new SteadyItems<>(what);
        setItems(items);
        clock.secondProperty().subscribe(second -> catchUp());
    }

    /// Shows these from now on; where a hand is on the list, as soon as it lies still.
    public void show(List<? extends T> next) {
        latest = List.copyOf(next);
        if (handOn() && !items.onlyAtTheEnd(latest) && items.anyOf(latest)) {
            behind = true;
            keepingPlaces(() -> items.refresh(latest));
        } else {
            behind = false;
            keepingPlaces(() -> items.become(latest));
        }
    }

    /// Shows what another list holds, now and whenever it changes.
    public void follow(ObservableList<? extends T> source) {
        source.addListener((ListChangeListener<T>) change -> show(source));
        show(source);
    }

    /// What the person asked for is shown at once: a fold that opens, a filter.
    public void letGo() {
        lastTouch = Instant.MIN;
        catchUp();
    }

    public Optional<T> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /// Acts on the selected thing.
    ///
    /// @param say told why nothing happens where nothing is selected
    public void withSelected(Consumer<? super T> action, Consumer<String> say) {
        selected()
                .ifPresentOrElse(
                        action,
                        () ->
                                say.accept(
                                        place >= 0
                                                ? "What was selected is no longer in this list: nothing was done"
                                                : "Nothing is selected: choose a row first"));
    }

    /// Selects a thing.
    ///
    /// @return whether it is shown
    public boolean select(Object wanted) {
        int at = items.indexOfId(wanted);
        if (at >= 0) {
            getSelectionModel().clearAndSelect(at);
        }
        return at >= 0;
    }

    /// Selects a thing and, unless it is in sight, brings it there.
    public void reveal(Object wanted) {
        if (select(wanted)) {
            int at = items.indexOfId(wanted);
            layout();
            boolean inSight =
                    lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                            && flow.getFirstVisibleCell() != null
                            && flow.getFirstVisibleCell().getIndex() <= at
                            && flow.getLastVisibleCell().getIndex() > at;
            if (!inSight) {
                scrollTo(Math.max(0, at - ROWS_ABOVE));
            }
        }
    }

    /// Nothing is selected, and nothing was.
    public void selectNothing() {
        getSelectionModel().clearSelection();
        place = -1;
    }

    /// Whether what is shown is older than what is known, because a hand is on the list.
    boolean isBehind() {
        return behind;
    }

    private boolean handOn() {
        return pressed || now.get().isBefore(lastTouch.plus(HAND));
    }

    private void catchUp() {
        if (behind && !handOn()) {
            show(latest);
        }
    }

    private void touched() {
        lastTouch = now.get();
    }

    private void keyPressed(KeyEvent event) {
        boolean arrow = event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP;
        if (arrow && getSelectionModel().isEmpty() && !items.isEmpty()) {
            getSelectionModel().clearAndSelect(Math.clamp(place, 0, items.size() - 1));
            event.consume();
        }
        touched();
    }

    private void pointed(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            pressed = true;
            touched();
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED) {
            pressed = false;
            touched();
        } else if (event.getEventType() == MouseEvent.MOUSE_EXITED && !pressed) {
            lastTouch = Instant.MIN;
        } else if (moves(event)
                && (event.getScreenX() != pointerX || event.getScreenY() != pointerY)) {
            touched();
        }
        pointerX = event.getScreenX();
        pointerY = event.getScreenY();
    }

    /// A pointer that lies still is told of whenever something moves or opens below it.
    private static boolean moves(MouseEvent event) {
        return event.getEventType() == MouseEvent.MOUSE_MOVED
                || event.getEventType() == MouseEvent.MOUSE_DRAGGED;
    }

    private void placed() {
        int index = getSelectionModel().getSelectedIndex();
        if (!changing && index >= 0) {
            place = index;
        }
    }

    /// The selection model of a list goes by places: it is told after the change where the thing
    /// went.
    private void keepingPlaces(Runnable change) {
        int before = getSelectionModel().getSelectedIndex();
        Optional<Object> chosen =
                before >= 0 && before < items.size()
                        ? Optional.of(items.idAt(before))
                        : Optional.empty();
        List<Anchor> anchors = anchors(chosen);
        changing = true;
        change.run();
        int after = chosen.map(items::indexOfId).orElse(-1);
        if (after < 0) {
            getSelectionModel().clearSelection();
        } else if (getSelectionModel().getSelectedIndex() != after
                || !items.get(after).equals(getSelectionModel().getSelectedItem())) {
            getSelectionModel().clearAndSelect(after);
        }
        changing = false;
        placed();
        try {
            settle(anchors);
        } catch (IndexOutOfBoundsException e) {
            // JavaFX 26, VirtualFlow.updateCellSize: a cell that is out of use has the index -1,
            // and
            // is taken for a row all the same. What is shown is right after the next layout.
            LOG.debug("Rows may have moved on the screen", e);
            requestLayout();
        }
    }

    /// Where a thing stands on the screen.
    private record Anchor(Object id, double top) {}

    /// What is in sight: the selected thing first, else the rows from the top. None where a person
    /// is at the top and holds nothing: there they want to see what comes in.
    private List<Anchor> anchors(Optional<Object> chosen) {
        List<Anchor> anchors = new ArrayList<>();
        if (!(lookup(".virtual-flow") instanceof VirtualFlow<?> flow)
                || flow.getFirstVisibleCell() == null) {
            return anchors;
        }
        int first = flow.getFirstVisibleCell().getIndex();
        int last = Math.min(flow.getLastVisibleCell().getIndex(), items.size() - 1);
        for (int i = Math.max(0, first); i <= last; i++) {
            var cell = flow.getVisibleCell(i);
            if (cell != null && chosen.filter(items.idAt(i)::equals).isPresent()) {
                anchors.addFirst(new Anchor(items.idAt(i), cell.getLayoutY()));
            } else if (cell != null) {
                anchors.add(new Anchor(items.idAt(i), cell.getLayoutY()));
            }
        }
        boolean atTop = first == 0 && flow.getFirstVisibleCell().getLayoutY() >= 0;
        boolean held =
                chosen.isPresent()
                        && !anchors.isEmpty()
                        && anchors.getFirst().id().equals(chosen.get());
        return atTop && !held ? List.of() : anchors;
    }

    private void settle(List<Anchor> anchors) {
        for (Anchor anchor : anchors) {
            int at = items.indexOfId(anchor.id());
            if (at >= 0 && lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
                layout();
                if (flow.getVisibleCell(at) == null) {
                    flow.scrollToTop(at);
                    layout();
                }
                var cell = flow.getVisibleCell(at);
                if (cell != null && cell.getLayoutY() != anchor.top()) {
                    flow.scrollPixels(cell.getLayoutY() - anchor.top());
                }
                return;
            }
        }
    }
}
