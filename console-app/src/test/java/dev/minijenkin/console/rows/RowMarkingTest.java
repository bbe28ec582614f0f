package dev.minijenkin.console.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.sample.NoStage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// Marking by keys, also where there is nothing to mark.
class RowMarkingTest {
    private final NoStage stage = new NoStage();
    private final Marks marks = new Marks();

    @BeforeAll
    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void allThatAreShownAreMarkedWhichMayBeNone() {
        assertThat(marked(0, false, KeyCode.A)).isZero();
        assertThat(marked(3, false, KeyCode.A)).isEqualTo(3);
    }

    @Test
    void anArrowMarksFromTheFirstRowOnWhereThereIsOne() {
        assertThat(marked(0, true, KeyCode.DOWN)).isZero();
        assertThat(marked(0, true, KeyCode.UP)).isZero();
        assertThat(marked(1, true, KeyCode.DOWN)).isOne();
    }

    /// How many rows of a list of so many are marked after a key.
    private int marked(int rows, boolean shift, KeyCode code) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                marks.clear();
                SteadyList<Integer> list = new SteadyList<>();
                list.tellApart(number -> number, stage.clock());
                RowMarking.on(list, marks, Optional::of, () -> {});
                List<Integer> shown = IntStream.range(0, rows).boxed().toList();
                list.show(shown);
                KeyEvent key =
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED, "", "", code, shift, !shift, false, false);
                Event.fireEvent(list, key);
                count.complete(marks.countProperty().get());
            } catch (RuntimeException | Error e) {
                count.completeExceptionally(e);
            }
        });
        return count.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
