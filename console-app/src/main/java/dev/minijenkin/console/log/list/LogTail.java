package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.model.LogViewModel;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;

/// Keeps the list at the end of the log while the person follows it, and lets go when they scroll
/// up. FX thread only.
public final class LogTail {
    private final ListView<LogRow> list;
    private final LogViewModel model;

    private LogTail(ListView<LogRow> list, LogViewModel model) {
        this.list = list;
        this.model = model;
    }

    /// From now on, for as long as the list lives.
    public static void follow(ListView<LogRow> list, LogViewModel model) {
        LogTail tail = new LogTail(list, model);
        list.addEventFilter(ScrollEvent.SCROLL, tail::scrolled);
        list.addEventFilter(KeyEvent.KEY_PRESSED, tail::movedByKey);
        model.followProperty().subscribe(tail::followChanged);
        list.skinProperty().subscribe(skin -> tail.listen());
        // What is below the view may take some of its height.
        list.heightProperty().subscribe(height -> tail.grown());
    }

    /// The list takes new rows in at its next layout: there, before it fills its cells, it is told
    /// that it is at the end. To scroll it for each batch would lay it out three times.
    private void listen() {
        flow().ifPresent(flow ->
                flow.cellCountProperty()
                        .subscribe(() -> {
                            if (model.followProperty().get()) {
                                flow.setPosition(1);
                            }
                        }));
    }

    private Optional<VirtualFlow<?>> flow() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                ? Optional.of(flow)
                : Optional.empty();
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() > 0) {
            letGo();
        }
    }

    private void movedByKey(KeyEvent event) {
        switch (event.getCode()) {
            case UP, PAGE_UP, HOME -> letGo();
            default -> {}
        }
    }

    private void letGo() {
        if (model.goesOn()) {
            model.followProperty().set(false);
        }
    }

    private void followChanged(boolean on) {
        if (on) {
            model.seen();
            scrollToEnd();
        }
    }

    private void grown() {
        if (model.followProperty().get()) {
            scrollToEnd();
        }
    }

    private void scrollToEnd() {
        if (!model.rows().isEmpty()) {
            list.scrollTo(model.rows().size() - 1);
            // The list takes new rows in at its next layout, and stops short of the last one.
            Platform.runLater(this::showEnd);
        }
    }

    private void showEnd() {
        if (model.followProperty().get()) {
            list.layout();
            flow().ifPresent(flow -> flow.setPosition(1));
        }
    }
}
