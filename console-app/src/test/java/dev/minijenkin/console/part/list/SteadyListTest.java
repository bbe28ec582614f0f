package dev.minijenkin.console.part.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.NoStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// A list that stays steady, on a stage: its selection and its scrolling are those of the toolkit.
class SteadyListTest {
    private final NoStage stage = new NoStage();
    private SteadyList<Integer> list;
    private final List<String> said = new ArrayList<>();
    private Optional<Stage> window = Optional.empty();

    @BeforeEach
    @SuppressWarnings("NullAway.Init") // On the FX thread.
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        onFx(() -> {
            list = new SteadyList<>();
            list.setFixedCellSize(20);
            list.tellApart(number -> number, stage.clock());
            Stage shown = new Stage();
            window = Optional.of(shown);
            shown.setScene(new Scene(list, 200, 210));
            shown.show();
        });
    }

    /// Whoever stays open keeps the focus from the windows of others.
    @AfterEach
    void close() {
        onFx(() -> window.ifPresent(Stage::hide));
    }

    @Test
    void theSelectionGoesWithItsThing() {
        onFx(() -> {
            list.show(List.of(1, 2, 3));
            list.select(2);
            list.show(List.of(9, 3, 8, 2, 1));
            assertThat(list.selected()).contains(2);
            assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(3);
        });
    }

    @Test
    void whereTheThingIsGoneNothingIsSelectedAndAKeySaysSo() {
        onFx(() -> {
            list.show(List.of(1, 2, 3));
            list.select(2);
            list.show(List.of(1, 3));
            assertThat(list.selected()).isEmpty();
            list.withSelected(number -> said.add("acted on " + number), said::add);
            assertThat(said)
                    .containsExactly(
                            "What was selected is no longer in this list: nothing was done");

            press(KeyCode.DOWN);
            assertThat(list.selected()).as("where the thing stood").contains(3);
        });
    }

    @Test
    void theFirstArrowSelectsTheFirstRow() {
        onFx(() -> {
            list.show(List.of(1));
            press(KeyCode.DOWN);
            assertThat(list.selected()).contains(1);
        });
    }

    @Test
    void whatIsInSightStaysWhereItIs() {
        onFx(() -> {
            list.show(numbers(0, 100));
            list.layout();
            list.scrollTo(40);
            list.layout();
            int before = firstInSight();
            List<Integer> more = new ArrayList<>(numbers(200, 205));
            more.addAll(numbers(0, 100));
            more.removeIf(number -> number == 3);
            list.show(more);
            list.layout();
            assertThat(firstInSight()).isEqualTo(before);
        });
    }

    @Test
    void aPersonAtTheTopWhoHoldsNothingSeesWhatComesIn() {
        onFx(() -> {
            list.show(numbers(0, 100));
            list.layout();
            List<Integer> more = new ArrayList<>(List.of(500));
            more.addAll(numbers(0, 100));
            list.show(more);
            list.layout();
            assertThat(firstInSight()).isEqualTo(500);
        });
    }

    @Test
    void whileAHandIsOnTheListRowsDoNotMove() {
        onFx(() -> {
            list.show(List.of(1, 2, 3));
            moveTo(50, 30);
            list.show(List.of(3, 2, 1, 4));
            assertThat(list.getItems()).containsExactly(1, 2, 3);
            stage.pass(Duration.ofSeconds(2));
            assertThat(list.getItems()).containsExactly(1, 2, 3);
            stage.pass(Duration.ofSeconds(2));
            assertThat(list.getItems()).as("it lies still").containsExactly(3, 2, 1, 4);
        });
    }

    @Test
    void rowsAtTheEndAndAnotherListComeAtOnce() {
        onFx(() -> {
            list.show(List.of(1, 2));
            moveTo(50, 30);
            list.show(List.of(1, 2, 3));
            assertThat(list.getItems()).containsExactly(1, 2, 3);
            list.show(List.of(7, 8));
            assertThat(list.getItems()).containsExactly(7, 8);
        });
    }

    private int firstInSight() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                ? list.getItems().get(flow.getFirstVisibleCell().getIndex())
                : -1;
    }

    private void press(KeyCode key) {
        Event.fireEvent(
                list, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    private void moveTo(double x, double y) {
        Event.fireEvent(
                list,
                new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static void onFx(Runnable work) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                work.run();
                done.complete(true);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
