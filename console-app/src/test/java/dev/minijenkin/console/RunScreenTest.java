package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page of a run as a person uses it.
class RunScreenTest {
    private final Hand robot = new Hand();
    private TestDatabase database;
    private ShopData shop;
    private ConsoleBench bench;

    @BeforeEach
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        shop = new ShopData(database.configuration());
        shop.month();
        bench = ConsoleBench.open(database.configuration());
        bench.await("live");
    }

    @AfterEach
    void close() throws SQLException {
        bench.close();
        shop.close();
        database.close();
    }

    @Test
    void legsOfAMatrixFoldIntoOneRow() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        bench.await("firefox, 2/2");
        int all = rows();
        bench.awaitThat("the failed leg is selected", () -> selectedRow().equals("firefox, 2/2"));
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.LEFT);
        bench.awaitThat("the legs are away", () -> jobs().getItems().size() == all - 6);
        bench.await("1 failed");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("the legs are back", () -> jobs().getItems().size() == all);
    }

    @Test
    void aWaitingJobSaysWhatItWaitsFor() throws SQLException {
        long run = shop.runs().wide();
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("Group deploy-main: #3070 runs before it");
        bench.await("needs publish/sign");
        bench.await("announce");
        bench.await("3 jobs");
        bench.await("40 legs");
    }

    @Test
    void anAnnotationLeadsToTheLogOfItsJob() throws SQLException {
        long[] ids = shop.runs().open();
        shop.log(ids[1], Browser.log(50));
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("lazy images load on scroll");
        robot.clickOn("lazy images load on scroll");
        bench.await("e2e (firefox, 2/2)");
        bench.awaitPart("errors");
        robot.push(KeyCode.ESCAPE);
        bench.await("1 of 13 jobs failed");
    }

    @Test
    void theErrorsOfABrokenFileAreOneClickOrKeyAway() throws SQLException {
        long run = shop.runs().broken();
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("5 jobs, 2 with errors");
        bench.awaitThat("the first error is selected", () -> selectedLine() == 24);
        robot.push(KeyCode.E);
        bench.awaitThat("the second", () -> selectedLine() == 30);
        robot.push(KeyCode.E);
        bench.awaitThat("the third", () -> selectedLine() == 39);
        robot.push(KeyCode.E);
        bench.awaitThat("the first again", () -> selectedLine() == 24);
        Node third = robot.lookup(".annotation").nth(2).query();
        robot.clickOn(third);
        bench.awaitThat("what was clicked", () -> selectedLine() == 39);
        robot.clickOn("validate");
        bench.awaitThat("the job that was clicked", () -> selectedLine() == 16);
    }

    @Test
    void theWorkflowFileAsItWasRunIsOneKeyAway() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        robot.push(KeyCode.Y);
        bench.await(".mini-jenkin/workflows/ci.yml");
        bench.await("4 jobs");
        assertThat(ConsoleBench.onFx(() -> jobs().isVisible())).isFalse();
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("the jobs are back", () -> jobs().isVisible());
        assertThat(ConsoleBench.onFx(() -> selectedRow())).isEqualTo("firefox, 2/2");
        // What was said about the file leads to its line.
        Node said = robot.lookup(".annotation").nth(2).query();
        robot.clickOn(said);
        bench.awaitThat("the line that was clicked", () -> selectedLine() == 14);
        robot.push(KeyCode.Y);
        bench.awaitThat("the jobs are back", () -> jobs().isVisible());
    }

    @Test
    void whoHoldsWhatAJobWaitsForIsOneKeyAway() throws SQLException {
        shop.runs().others();
        long[] runs = shop.runs().contention();
        bench.go(new Place.RunPlace(new RunId(runs[1])));
        bench.await("Waits for production, which deploy #415 holds");
        bench.awaitThat("its job is selected", () -> !jobs().getSelectionModel().isEmpty());
        robot.push(KeyCode.H);
        bench.awaitThat(
                "its page",
                () ->
                        bench.console()
                                .navigator()
                                .placeProperty()
                                .get()
                                .equals(new Place.RunPlace(new RunId(runs[0]))));
    }

    @Test
    void whatJobsNeedIsDrawnAndLeadsToTheirRows() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        bench.awaitThat("few jobs are drawn", () -> nodes().size() == 8);
        robot.clickOn(node("deploy-preview"));
        bench.awaitThat("its row is selected", () -> selectedRow().equals("deploy-preview"));
        robot.push(KeyCode.V);
        bench.awaitThat("it goes", () -> nodes().isEmpty());
    }

    @Test
    void manyLevelsAreDrawnWhenAskedForFromTheJobThatFailed() throws SQLException {
        long run = shop.runs().chain(40);
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("part-20");
        assertThat(ConsoleBench.onFx(this::nodes)).as("a list says more").isEmpty();
        robot.push(KeyCode.V);
        bench.awaitThat("all of them", () -> nodes().size() == 40);
        bench.settled(scene -> true);
        Node failed = node("part-20");
        double x = ConsoleBench.onFx(() -> failed.localToScene(0, 0).getX());
        assertThat(x).isBetween(210.0, 1230.0);
    }

    @Test
    void arrowsWalkTheGraphAndEnterOpensAJob() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        bench.awaitThat("the failed leg is selected", () -> selectedRow().equals("firefox, 2/2"));
        bench.awaitThat("few jobs are drawn", () -> nodes().size() == 8);
        Node matrix = node("e2e");
        assertThat(ConsoleBench.onFx(matrix::getAccessibleText))
                .isEqualTo(
                        "e2e, Running, 6 legs: 1 failed, 2 running, 3 passed. Needs build. Column 2 of 3, on the critical path");
        robot.push(KeyCode.V);
        bench.awaitThat("it goes", () -> nodes().isEmpty());
        robot.push(KeyCode.V);
        bench.awaitThat("the person is in it", () -> focusedNode().equals("e2e"));
        robot.push(KeyCode.LEFT);
        bench.awaitThat("what it needs", () -> focusedNode().equals("build"));
        bench.awaitThat("its row is selected", () -> selectedRow().equals("build"));
        robot.push(KeyCode.UP);
        bench.awaitThat("the one above", () -> focusedNode().equals("unit"));
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.RIGHT);
        bench.awaitThat("the matrix again", () -> focusedNode().equals("e2e"));
        robot.push(KeyCode.ENTER);
        bench.awaitThat("its failed leg", () -> selectedRow().equals("firefox, 2/2"));
        assertThat(ConsoleBench.onFx(() -> jobs().isFocused())).isTrue();
        robot.clickOn(node("build"));
        bench.awaitThat("its row is selected", () -> selectedRow().equals("build"));
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "its log",
                () ->
                        bench.console().navigator().placeProperty().get()
                                        instanceof Place.LogPlace place
                                && place.run().value() == ids[0]);
    }

    @Test
    void levelsOf256LegsAreCardsOfTheirCountsAndAreWalkedInSight()
            throws SQLException, IOException {
        long run = shop.runs().matrices(40, 256);
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("256 legs");
        robot.push(KeyCode.V);
        bench.awaitThat("all of them", () -> nodes().size() == 40);
        bench.awaitThat("at the first that failed", () -> focusedNode().equals("level-0"));
        for (int level = 1; level < 40; level++) {
            robot.push(KeyCode.RIGHT);
            String id = "level-" + level;
            assertThat(ConsoleBench.onFx(this::focusedNode)).isEqualTo(id);
            Node card = node(id);
            assertThat(ConsoleBench.onFx(() -> inSight(card))).as("%s in sight", id).isTrue();
        }
        Node last = node("level-39");
        assertThat(ConsoleBench.onFx(last::getAccessibleText))
                .contains("256 legs: 128 running, 128 passed");
        bench.awaitThat("its row", () -> selectedRow().equals("level-39"));
        bench.screenshotsOfAllSizes("run-graph");
    }

    @Test
    void escapeClosesTheDrawerAndThenLeadsBack() throws SQLException {
        bench.resize(900, 640, 1);
        long[] ids = shop.runs().open();
        bench.go(new Place.RunsPlace(""));
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("4 annotations");
        robot.push(KeyCode.A);
        bench.awaitThat("the drawer is open", this::drawerOpen);
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("the drawer is closed", () -> !drawerOpen());
        bench.awaitThat(
                "still the run",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.RunPlace);
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat(
                "back",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.RunsPlace);
        bench.resize(1440, 900, 1);
    }

    private boolean drawerOpen() {
        return bench.console().scene().getRoot().lookup(".side-panel.drawer").isVisible();
    }

    @Test
    void jobsLieOnALineOfTimeWithWhatIsUsualAndTheCriticalPath() throws SQLException {
        shop.runs().earlier();
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        robot.push(KeyCode.T);
        bench.awaitPart("Critical path ");
        bench.awaitThat("an axis from the beginning", () -> axis().contains("0:00"));
        bench.awaitThat("what lint usually takes", () -> bar("lint", "usual"));
        assertThat(ConsoleBench.onFx(() -> bar("unit", "usual"))).isFalse();
        assertThat(ConsoleBench.onFx(() -> bar("build", "path-frame"))).isTrue();
        assertThat(ConsoleBench.onFx(() -> bar("lint", "path-frame"))).isFalse();
        assertThat(ConsoleBench.onFx(() -> said("build")))
                .startsWith("build, Success. waited 3 s, ran 38 s, usually ")
                .endsWith(", on the critical path");
        robot.push(KeyCode.END);
        bench.awaitPart("Waits for approval");
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.DOWN);
        bench.awaitThat("keys move as in the list", () -> selectedRow().equals("unit"));
        robot.push(KeyCode.T);
        Node head = bench.find(".time-head", Node.class);
        bench.awaitThat("the list again", () -> !head.isVisible());
    }

    @Test
    void theLineOfTimeIsEnlargedAndMovedByKeysAndByTheWheel() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        robot.push(KeyCode.T);
        bench.awaitPart("Critical path ");
        bench.awaitThat("it is under way", () -> axis().contains("now"));
        bench.awaitThat("as a line through the rows too", () -> bar("lint", "now-line"));
        assertThat(ConsoleBench.onFx(() -> percent(".time-head"))).isEqualTo("100 %");
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.EQUALS);
        bench.awaitThat("larger", () -> isAbout(150));
        for (int larger : new int[] {225, 338, 506}) {
            robot.push(KeyCode.ADD);
            bench.awaitThat("larger by a half: " + larger, () -> isAbout(larger));
        }
        for (int i = 0; i < 20; i++) {
            robot.push(KeyCode.SHIFT, KeyCode.LEFT);
        }
        bench.awaitThat("now is out of sight", () -> !axis().contains("now"));
        List<String> before = ConsoleBench.onFx(this::axis);
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        bench.awaitThat("later", () -> !axis().equals(before));
        robot.push(KeyCode.MINUS);
        bench.awaitThat("smaller", () -> isAbout(338));
        robot.push(KeyCode.DIGIT0);
        bench.awaitThat("all of it", () -> percent(".time-head").equals("100 %"));
        robot.push(KeyCode.Z);
        bench.awaitThat("the selected job", () -> !percent(".time-head").equals("100 %"));
        robot.push(KeyCode.Z);
        bench.awaitThat("all again", () -> percent(".time-head").equals("100 %"));
        wheel(jobs(), 40);
        bench.awaitThat("by the wheel", () -> isAbout(125));
        robot.push(KeyCode.T);
    }

    @Test
    void theGraphIsEnlargedMadeSmallerAndFitted() throws SQLException, IOException {
        long run = shop.runs().matrices(40, 256);
        bench.go(new Place.RunPlace(new RunId(run)));
        bench.await("256 legs");
        robot.push(KeyCode.V);
        bench.awaitThat("all of them", () -> nodes().size() == 40);
        Node first = node("level-0");
        Node last = node("level-39");
        double usual = ConsoleBench.onFx(() -> width(last));
        robot.push(KeyCode.PLUS);
        bench.awaitThat("larger", () -> width(last) > 1.2 * usual);
        robot.push(KeyCode.DIGIT0);
        bench.awaitThat("as usual", () -> width(last) == usual);
        assertThat(ConsoleBench.onFx(() -> inSight(last))).isFalse();
        robot.push(KeyCode.Z);
        bench.awaitThat("all in sight", () -> inSight(last) && inSight(first));
        bench.screenshotInBothLooks("run-graph-fitted");
        robot.push(KeyCode.DIGIT0);
        bench.awaitThat("as usual again", () -> width(last) == usual);
        ScrollPane area = bench.find(".plan-area", ScrollPane.class);
        // The current card is brought into sight with each layout.
        Hand.pulse();
        Hand.pulse();
        ConsoleBench.onFx(() -> {
            area.setHvalue(0);
            return true;
        });
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        bench.awaitThat("moved", () -> area.getHvalue() > 0);
        wheel(area, -40);
        bench.awaitThat("smaller by the wheel", () -> width(last) < usual);
        robot.push(KeyCode.DIGIT0);
    }

    private static double width(Node node) {
        return node.localToScene(node.getLayoutBounds()).getWidth();
    }

    /// The run goes on meanwhile: what is in sight becomes a smaller part of it.
    private boolean isAbout(int percent) {
        double shown = Integer.parseInt(percent(".time-head").replaceAll("\\D", ""));
        return shown >= percent && shown < 1.15 * percent;
    }

    private String percent(String within) {
        return bench.console().scene().getRoot().lookup(within).lookup(".zoom-percent")
                        instanceof Label label
                ? label.getText()
                : "";
    }

    /// With Ctrl held, in the middle of something.
    private static void wheel(Node over, double by) {
        ConsoleBench.onFx(() -> {
            Bounds at = over.localToScene(over.getLayoutBounds());
            over.fireEvent(
                    new ScrollEvent(
                            over,
                            over,
                            ScrollEvent.SCROLL,
                            at.getCenterX(),
                            at.getCenterY(),
                            at.getCenterX(),
                            at.getCenterY(),
                            false,
                            true,
                            false,
                            false,
                            false,
                            false,
                            0,
                            by,
                            0,
                            by,
                            ScrollEvent.HorizontalTextScrollUnits.NONE,
                            0,
                            ScrollEvent.VerticalTextScrollUnits.NONE,
                            0,
                            0,
                            new PickResult(over, at.getCenterX(), at.getCenterY())));
            return true;
        });
    }

    @Test
    void whoWaitsForApprovalIsDecidedOnThePageOfItsRun() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await("6 legs");
        robot.clickOn("Reject…");
        bench.await("Reject deploy-preview?");
        robot.push(KeyCode.ESCAPE);
        robot.clickOn("Approve…");
        bench.await("Approve deploy-preview?");
        robot.write("looks well");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("Approval of deploy-preview");
        PlainSql sql = PlainSql.on(database);
        assertThat(
                        sql.rows(
                                "select c.kind || ' ' || j.name || ' ' || c.reason"
                                        + " from commands c join jobs j on j.id = c.job_id"))
                .containsExactly("approve deploy-preview looks well");
        // Nobody decides what is decided.
        sql.execute(
                "update jobs set state = 'blocked', waiting_for = null where name = 'deploy-preview'");
        bench.go(new Place.OverviewPlace());
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.awaitThat("nothing is to be decided", () -> !bench.says("Approve…"));
    }

    private List<String> axis() {
        return bench.console().scene().getRoot().lookupAll(".axis-word").stream()
                .filter(Node::isVisible)
                .map(node -> ((Label) node).getText())
                .toList();
    }

    private Optional<Node> row(String job) {
        return jobs().lookupAll(".list-cell").stream()
                .filter(node ->
                        node instanceof ListCell<?> cell
                                && cell.getItem() instanceof JobRow.OfJob of
                                && of.title().equals(job))
                .findFirst();
    }

    /// Whether a part of a job's bar is drawn.
    private boolean bar(String job, String part) {
        return row(job).map(row -> row.lookup(".time-bar > ." + part))
                .filter(Node::isVisible)
                .isPresent();
    }

    private String said(String job) {
        return row(job).map(Node::getAccessibleText).orElse("");
    }

    private String focusedNode() {
        Node owner = bench.console().scene().getFocusOwner();
        return owner != null && owner.getStyleClass().contains("plan-node")
                ? String.valueOf(owner.getUserData())
                : "";
    }

    private boolean inSight(Node card) {
        Bounds area =
                bench.console()
                        .scene()
                        .getRoot()
                        .lookup(".plan-area")
                        .localToScene(
                                bench.console()
                                        .scene()
                                        .getRoot()
                                        .lookup(".plan-area")
                                        .getBoundsInLocal());
        return area.contains(card.localToScene(card.getLayoutBounds()));
    }

    /// The nodes of the graph above the jobs, where it is shown. On the FX thread.
    private List<Node> nodes() {
        return bench.console().scene().getRoot().lookupAll(".above-jobs .plan-node").stream()
                .filter(node -> bench.console().scene().getRoot().lookup(".plan-area").isVisible())
                .toList();
    }

    private Node node(String id) {
        return ConsoleBench.onFx(this::nodes).stream()
                .filter(node -> id.equals(node.getUserData()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void earlierAttemptsAreOneChoiceAway() throws SQLException {
        long run = shop.runs().rerun();
        bench.go(new Place.RunPlace(new RunId(run)));
        ComboBox<?> attempts = bench.find(".attempts", ComboBox.class);
        bench.awaitThat(
                "the last one", () -> "Attempt 2 of 2, goes on".equals(attempts.getValue()));
        bench.await("of the second attempt");
        ConsoleBench.onFx(() -> {
            attempts.getSelectionModel().select(0);
            return true;
        });
        bench.await("of the first attempt");
        robot.push(KeyCode.L);
        bench.await("This job wrote no log");
        bench.await("of the first attempt");
    }

    @Test
    void aRunIsWatchedWhileItIsShownAndNoLonger() throws SQLException {
        long[] ids = shop.runs().open();
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.awaitThat("somebody watches", () -> shop.watchers() == 1);
        bench.go(new Place.OverviewPlace());
        bench.awaitThat("nobody watches", () -> shop.watchers() == 0);
    }

    @Test
    void theLogOfAFailedJobOpensAtItsFailureWithWhatWentWellFolded() throws SQLException {
        long[] ids = shop.runs().open();
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            lines.add(i == 45 || i == 90 ? "##[error]error " + i : "line " + i);
        }
        shop.log(ids[1], lines);
        shop.step(ids[1], 1, "Check out", "success", 1, 89, 84);
        shop.step(ids[1], 2, "Install", "success", 40, 84, 70);
        shop.step(ids[1], 3, "Test", "failure", 70, 70, 12);
        bench.go(new Place.LogPlace(new RunId(ids[0]), new JobId(ids[1])));
        ListView<?> log = (ListView<?>) bench.console().scene().getRoot().lookup(".log-list");
        bench.awaitThat(
                "the error of the step that failed is selected",
                () -> new LogRow.Line(89).equals(log.getSelectionModel().getSelectedItem()));
        assertThat(ConsoleBench.onFx(() -> List.<Object>copyOf(log.getItems())))
                .as("the error of a step that went well is folded away")
                .doesNotContain(new LogRow.Line(44))
                .contains(new LogRow.Line(69), new LogRow.Line(119));
    }

    @Test
    void aRunOpensAtTheJobThatFailedAndSaysWhichStep() throws SQLException {
        long[] ids = shop.runs().open();
        shop.step(ids[1], 1, "Check out", "success", 1, 89, 84);
        shop.step(ids[1], 2, "Run the browser tests", "failure", 9, 70, 12);
        bench.go(new Place.RunPlace(new RunId(ids[0])));
        bench.await(
                "e2e (firefox, 2/2) › Run the browser tests: exit code 1, Expected 24 images, received 23");
        bench.awaitThat("the failed leg is selected", () -> selectedRow().equals("firefox, 2/2"));
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.N);
        bench.awaitThat("the next failure", () -> selectedRow().equals("firefox, 2/2"));
    }

    @Test
    void aJobThatCannotStartSaysSoOnThePageOfItsRun() throws SQLException {
        // Rows of tests come without hints: the overview reads them when it is shown.
        bench.go(new Place.RunsPlace(""));
        shop.runs().others();
        bench.go(new Place.OverviewPlace());
        bench.await("3 jobs cannot start: no runner has the label gpu");
        robot.clickOn("3 jobs cannot start: no runner has the label gpu");
        bench.awaitThat("its row is selected", () -> selectedRow().equals("train"));
        bench.await("0 of 1 jobs ended");
        bench.await("no runner has the label gpu");
    }

    private String selectedRow() {
        return switch (jobs().getSelectionModel().getSelectedItem()) {
            case JobRow.OfGroup group -> group.title();
            case JobRow.OfJob of -> of.title();
            case JobRow.OfStep of -> of.step().name();
            case null, default -> "";
        };
    }

    private int rows() {
        return ConsoleBench.onFx(() -> jobs().getItems().size());
    }

    private ListView<?> jobs() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".run-jobs");
    }

    private int selectedLine() {
        ListView<?> source = (ListView<?>) bench.console().scene().getRoot().lookup(".source");
        return source.getSelectionModel().getSelectedIndex() + 1;
    }
}
