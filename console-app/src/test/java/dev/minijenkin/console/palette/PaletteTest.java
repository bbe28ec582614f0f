package dev.minijenkin.console.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A palette whose database answers when the test lets it.
class PaletteTest {
    private final FxRobot robot = new FxRobot();
    private final Map<String, CountDownLatch> asked = new ConcurrentHashMap<>();
    private final List<Place> went = new CopyOnWriteArrayList<>();
    private Optional<Stage> stage = Optional.empty();

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        WaitForAsyncUtils.waitForAsyncFx(
                30_000,
                () -> {
                    Overlay overlay = new Overlay();
                    Stage shown = new Stage();
                    stage = Optional.of(shown);
                    shown.setScene(new Scene(overlay, 900, 600));
                    shown.show();
                    shown.requestFocus();
                    Background background =
                            new Background(
                                    task -> Thread.ofVirtual().start(task),
                                    Platform::runLater,
                                    e -> {});
                    new Palette(overlay, background, this::search, List.of(), went::add).open();
                });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> stage.ifPresent(Stage::hide));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<Offer> search(String text) {
        try {
            latch(text).await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text.equals("nothing")
                ? List.of()
                : List.of(
                        new Offer.Jump(
                                new Offer.Words(Icon.LINK, text, ""),
                                new Place.RunPlace(run(text))));
    }

    private CountDownLatch latch(String text) {
        return asked.computeIfAbsent(text, any -> new CountDownLatch(1));
    }

    private void answer(String text) {
        latch(text).countDown();
    }

    private static RunId run(String text) {
        return new RunId(Math.max(1, text.length()));
    }

    private void awaitWent(int count) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> went.size() == count);
    }

    @Test
    void enterWaitsForTheAnswerToTheText() throws TimeoutException {
        answer("");
        robot.write("web");
        robot.push(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(went).isEmpty();
        // Answers to what was typed on the way come late, and lead nowhere.
        answer("w");
        answer("we");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(went).isEmpty();
        answer("web");
        awaitWent(1);
        assertThat(went).containsExactly(new Place.RunPlace(run("web")));
    }

    @Test
    void anEnterBeforeTheLastCharacterIsOfNoUse() throws TimeoutException {
        answer("");
        robot.write("we");
        robot.push(KeyCode.ENTER);
        robot.write("b");
        answer("w");
        answer("we");
        answer("web");
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> robot.lookup(".offer .medium").queryAll().stream().anyMatch(node -> true));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(went).isEmpty();
        robot.push(KeyCode.ENTER);
        awaitWent(1);
        assertThat(went).containsExactly(new Place.RunPlace(run("web")));
    }

    @Test
    void whoHasClosedThePaletteIsTakenNowhere() {
        answer("");
        robot.write("web");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ESCAPE);
        answer("w");
        answer("we");
        answer("web");
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(went).isEmpty();
    }
}
