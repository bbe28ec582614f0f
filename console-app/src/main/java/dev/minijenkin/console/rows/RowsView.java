package dev.minijenkin.console.rows;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.part.list.HeadOverList;
import dev.minijenkin.console.part.list.LongThumb;
import dev.minijenkin.console.part.list.SteadyList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// What all views of rows do alike: a list that follows its model under the heads of its columns,
/// what stands there while it has no rows, and the keys of a list. Filled when the file of the view
/// is loaded. FX thread only.
///
/// @param <A> what one reading brings
/// @param <R> a row
public final class RowsView<A, R> {
    private final RowsModel<A, R> model;
    private final Look<R> look;
    private final Behaviour<A, R> does;
    private final DatabaseClock clock;
    private Optional<Nodes<R>> nodes = Optional.empty();

    /// What the view's file names.
    public record Nodes<R>(HBox head, SteadyList<R> list, Placeholder placeholder) {}

    /// How it looks, and sounds.
    ///
    /// @param name of the list, for screen readers
    /// @param heads of the columns, of a list that is so wide
    /// @param cell a new one
    public record Look<R>(
            String name,
            Function<ObservableValue<Double>, List<Node>> heads,
            Supplier<ListCell<R>> cell) {}

    /// What it does.
    ///
    /// @param key what a row is of
    /// @param empty what an answer without rows means
    /// @param enter what Enter and a double click do
    /// @param say tells the person why nothing happens
    public record Behaviour<A, R>(
            Function<? super R, ?> key,
            Function<A, Empty> empty,
            Consumer<R> enter,
            Consumer<String> say) {}

    /// What there being no rows means.
    ///
    /// @param next what to type next; empty: nothing
    public record Empty(String title, String explanation, String next) {}

    public RowsView(
            RowsModel<A, R> model, Look<R> look, Behaviour<A, R> does, DatabaseClock clock) {
        this.model = model;
        this.look = look;
        this.does = does;
        this.clock = clock;
    }

    /// Lets rows be marked; once the file of the view is loaded.
    ///
    /// @param thing what a row is marked by; empty for a row that cannot be
    /// @param laidOut lays the rows out anew, with their marks
    public void markBy(Marks marks, Function<R, Optional<Object>> thing, Runnable laidOut) {
        RowMarking.on(nodes().list(), marks, thing, () -> change(laidOut));
    }

    private Nodes<R> nodes() {
        return nodes.orElseThrow();
    }

    /// Follows the model in these nodes from now on.
    public void fill(Nodes<R> given) {
        nodes = Optional.of(given);
        SteadyList<R> list = given.list();
        given.head()
                .getChildren()
                .setAll(look.heads().apply(list.widthProperty().map(Number::doubleValue)));
        LongThumb.keep(list);
        HeadOverList.keep(given.head(), list);
        list.setAccessibleText(look.name());
        list.tellApart(does.key(), clock);
        list.follow(model.rows());
        list.setCellFactory(view -> look.cell().get());
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                list.selected().ifPresent(does.enter());
            }
        });
        model.answerProperty().subscribe(answer -> showPlaceholder());
        model.problemProperty().subscribe(problem -> showPlaceholder());
        model.rows().addListener((Observable any) -> showPlaceholder());
    }

    /// Takes the keys that are pressed anywhere in the view.
    ///
    /// @param ofList keys that mean something while the list has the focus; Enter is known
    /// @param ofView all others
    public void listen(Node root, Predicate<KeyCode> ofList, Predicate<KeyEvent> ofView) {
        root.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (!event.isShortcutDown()
                            && !event.isAltDown()
                            && (pressedInList(event.getCode(), ofList) || ofView.test(event))) {
                        event.consume();
                    }
                });
    }

    private boolean pressedInList(KeyCode code, Predicate<KeyCode> ofList) {
        if (!nodes().list().isFocused()) {
            return false;
        }
        if (code == KeyCode.ENTER) {
            withSelected(does.enter());
            return true;
        }
        return ofList.test(code);
    }

    /// Does something with the row that is selected, or says why not.
    public void withSelected(Consumer<R> action) {
        nodes().list().withSelected(action, does.say());
    }

    /// The person has other rows shown: nothing of the list needs to stay where it is.
    public void change(Runnable change) {
        nodes().list().letGo();
        change.run();
        nodes().list().letGo();
        showPlaceholder();
    }

    /// Opens or closes the drawer, where the panel has no room beside the list; else the focus goes
    /// to the panel.
    ///
    /// @param focus gives the focus to the panel
    public void showSide(SidePane sides, Runnable focus) {
        boolean closes = sides.drawerProperty().get() && sides.openProperty().get();
        sides.openProperty().set(!closes);
        if (closes) {
            nodes().list().requestFocus();
        } else {
            focus.run();
        }
    }

    /// A person looks at it from now on.
    void attach() {
        model.attach();
    }

    void detach() {
        model.detach();
    }

    void focus() {
        nodes().list().requestFocus();
    }

    private void showPlaceholder() {
        String problem = model.problemProperty().get();
        if (!model.rows().isEmpty()) {
            nodes().placeholder().hide();
        } else if (!problem.isEmpty()) {
            nodes().placeholder().showProblem(problem, model::readNow);
        } else {
            model.answerProperty()
                    .get()
                    .map(does.empty())
                    .ifPresentOrElse(
                            empty ->
                                    nodes().placeholder()
                                            .showEmpty(
                                                    empty.title(),
                                                    empty.explanation(),
                                                    empty.next()),
                            nodes().placeholder()::showReading);
        }
    }
}
