package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Notifier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The log as a person reads it while a runner writes it.
class LogScreenTest {
    private final Hand robot = new Hand();
    private TestDatabase database;
    private Notifier notifier;
    private Database others;
    private RepositoryId repository;
    private LiveLog log;
    private ConsoleBench bench;

    @BeforeEach
    void open() throws TimeoutException {
        database = TestDatabase.create();
        notifier = new Notifier(database.configuration().dataSource());
        others = database.open(notifier);
        repository = others.transaction(tx -> SampleData.repository(tx, "shop"));
        log = LiveLog.claim(others, repository);
        bench = ConsoleBench.open(database.configuration());
        bench.await("live");
        bench.go(new Place.LogPlace(log.job().run(), log.job().job()));
    }

    @AfterEach
    void close() {
        bench.close();
        notifier.close();
        others.close();
        database.close();
    }

    @Test
    void linesAppearAsTheyAreWritten() {
        bench.await("No line yet");
        log.write("first");
        bench.awaitPart("1 line  ·  6 B  ·  last line ");
        log.writeMany("line", 99);
        bench.awaitThat("the last line is in sight", () -> shown().contains("line 100"));
        bench.awaitPart("100 lines");
    }

    @Test
    void followLetsGoOnScrollingUpAndTakesHoldAgain() throws IOException {
        log.writeMany("line", 200);
        bench.awaitThat("the last line is in sight", () -> shown().contains("line 200"));
        HBox pill = bench.find(".pill", HBox.class);
        assertThat(pill.isVisible()).isFalse();

        robot.moveTo(list());
        robot.scroll(20, VerticalDirection.UP);
        bench.awaitThat("the pill is there", pill::isVisible);
        log.writeMany("more", 30);
        bench.await("30 new lines");
        assertThat(ConsoleBench.onFx(this::shown)).doesNotContain("more");
        bench.screenshotInBothLooks("log-let-go");

        robot.push(KeyCode.END);
        bench.awaitThat("the last line is in sight", () -> shown().contains("more 230"));
        assertThat(pill.isVisible()).isFalse();
    }

    @Test
    void theFirstErrorIsOneKeyAway() {
        log.writeMany("line", 300);
        log.write("##[error]It broke", "after it");
        bench.await("1 error");
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.E);
        bench.awaitThat("its line is selected", () -> selectedText().equals("Error: It broke"));
    }

    @Test
    void theJobsOfARunAreReadInOneLogByTime() {
        List<LiveLog> jobs = LiveLog.claim(others, repository, "compile", "lint");
        LiveLog compile = jobs.getFirst();
        bench.go(new Place.RunLogPlace(compile.job().run()));
        bench.await("Whole run");
        compile.write("compile one");
        bench.awaitThat("it is shown", () -> shown().equals("compile one"));
        jobs.getLast().write("##[error]lint one");
        bench.await("1 error");
        compile.write("compile two");
        bench.awaitThat(
                "all is shown, in its order",
                () -> shown().equals("compile one\nError: lint one\ncompile two"));
        bench.await("lint");

        robot.push(KeyCode.E);
        bench.awaitThat("the error is selected", () -> selectedText().equals("Error: lint one"));
        robot.push(KeyCode.C);
        bench.awaitThat(
                "the link leads to the line of its job",
                () ->
                        clipboardNow()
                                .equals(
                                        "mini-jenkin://run/%d/job/%d#L1"
                                                .formatted(
                                                        compile.job().run().value(),
                                                        jobs.getLast().job().job().value())));
    }

    @Test
    void groupsAndStepsFold() {
        log.step(1, "Build");
        log.write("##[group]Details", "inside 1", "inside 2", "##[endgroup]", "outside");
        bench.awaitThat("step and group have come", () -> list().getItems().size() == 5);
        robot.write("[");
        bench.awaitThat("the step is closed", () -> list().getItems().size() == 1);
        robot.write("]");
        bench.awaitThat("all is open", () -> list().getItems().size() == 5);
    }

    @Test
    void timesAreOffOfDaySinceStartOrSincePrevious() {
        log.write("one", "two");
        bench.await("0.0");
        ComboBox<?> times = bench.find(".bare-combo", ComboBox.class);
        assertThat(times.getValue()).hasToString("since start");
        robot.push(KeyCode.T);
        bench.await("+0.0");
        assertThat(times.getValue()).hasToString("since previous");
        robot.push(KeyCode.T);
        bench.awaitThat("no time is shown", () -> !bench.says("+0.0"));
        robot.push(KeyCode.T);
        bench.awaitThat("times are of day", () -> times.getValue().toString().equals("of day"));
    }

    @Test
    void searchCountsAndStepsAndSaysWhatIsWrong() {
        log.write("alpha 1", "beta", "alpha 2", "gamma", "ALPHA 3");
        bench.awaitPart("5 lines");
        robot.push(KeyCode.CONTROL, KeyCode.F);
        robot.write("alpha");
        bench.await("3 lines");
        robot.push(KeyCode.ENTER);
        bench.await("1 of 3");
        robot.push(KeyCode.ENTER);
        bench.await("2 of 3");
        assertThat(ConsoleBench.onFx(this::selectedText)).isEqualTo("alpha 2");
        robot.clickOn(".mode.mono");
        bench.await("3 lines");
        robot.clickOn(".log-search .text-field");
        robot.push(KeyCode.END);
        robot.write(" [");
        bench.awaitPart("Unclosed character class");
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("the log has the focus", () -> list().isFocused());
    }

    @Test
    void linesAndLinksAreCopied() {
        log.write("one", "two", "three");
        bench.awaitPart("3 lines");
        ConsoleBench.onFx(() -> {
            list().getSelectionModel().clearAndSelect(1);
            return true;
        });
        robot.push(KeyCode.CONTROL, KeyCode.C);
        bench.await("1 line copied");
        assertThat(clipboard()).isEqualTo("two");
        robot.push(KeyCode.C);
        bench.awaitThat("a link is in the clipboard", () -> clipboardNow().startsWith("mini-"));
        String link = clipboard();
        assertThat(link)
                .isEqualTo(
                        "mini-jenkin://run/%d/job/%d#L2"
                                .formatted(log.job().run().value(), log.job().job().value()));

        bench.go(new Place.OverviewPlace());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write(link);
        bench.await("go there");
        robot.push(KeyCode.ENTER);
        bench.awaitRows("log-list", 3);
        bench.awaitThat("the line is selected", () -> selectedText().equals("two"));
    }

    private ListView<?> list() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".log-list");
    }

    /// The lines in sight.
    private String shown() {
        return lines(cell -> true);
    }

    private String selectedText() {
        return lines(ListCell::isSelected);
    }

    private String lines(Predicate<ListCell<?>> wanted) {
        return list().lookupAll(".log-cell").stream()
                .filter(cell -> cell instanceof ListCell<?> of && !of.isEmpty() && wanted.test(of))
                .map(LogScreenTest::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(Node cell) {
        return cell.lookupAll("TextFlow").stream()
                .flatMap(flow -> ((TextFlow) flow).getChildren().stream())
                .map(node ->
                        switch (node) {
                            case Text text -> text.getText();
                            case Labeled label -> label.getText();
                            default -> "";
                        })
                .collect(Collectors.joining());
    }

    private String clipboardNow() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    private String clipboard() {
        return ConsoleBench.onFx(this::clipboardNow);
    }
}
