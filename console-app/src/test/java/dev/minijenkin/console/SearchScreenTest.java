package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import java.io.IOException;
import java.sql.SQLException;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The search in all logs as a person uses it, on logs that stand in the database.
class SearchScreenTest extends ShopScreen {
    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.resets();
    }

    @BeforeEach
    void look() {
        bench.go(new Place.SearchPlace(""));
        bench.await("Every log of every run");
    }

    /// Nothing of a test is left to the next one.
    @AfterEach
    void leave() throws SQLException {
        bench.quiet();
        bench.go(new Place.SearchPlace(""));
        ConsoleBench.onFx(() -> {
            box().clear();
            return true;
        });
        bench.fire("Words");
        bench.go(new Place.OverviewPlace());
        sql.execute("delete from saved_searches");
    }

    @Test
    void whatIsFoundIsShownWithItsJobAndCounted() throws IOException, SQLException {
        bench.screenshotInBothLooks("search-nothing-asked");
        type("\"connection reset\"");
        String jobs = first("select count(*) from jobs where conclusion = 'failure'");
        String lines =
                first(
                        "select sum(1 + (row - 1) % 6) from (select row_number() over (order by id) as row"
                                + " from jobs where conclusion = 'failure') f");
        bench.await(lines + " lines in " + jobs + " jobs");
        bench.await("On which runners");
        bench.await("oak-02");
        bench.await("How these jobs ended");
        bench.awaitPart(" › test");
        bench.selectRow("found", "Connection reset by peer");
        bench.screenshotsOfAllSizes("search");
    }

    @Test
    void aHitIsOpenedInTheLogAtItsLine() {
        type("reset since:2d");
        bench.awaitThat("hits", () -> found().getItems().size() > 3);
        bench.selectRow("found", "Connection reset by peer");
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "the log, at the line",
                () ->
                        place() instanceof Place.LogPlace log
                                && log.line() > 1
                                && (log.line() - 3) % 3 == 0);
    }

    @Test
    void facetsNarrowAndAreTakenAway() {
        type("reset");
        bench.await("On which runners");
        bench.fire("oak-01");
        bench.awaitThat("narrowed", () -> box().getText().equals("runner:oak-01 reset"));
        bench.awaitThat(
                "only of oak-01",
                () ->
                        bench.says("oak-01")
                                && !bench.says("oak-02")
                                && bench.says("On which runners"));
        bench.fire("oak-01");
        bench.awaitThat("not narrowed", () -> box().getText().equals("reset"));
        bench.await("oak-02");
    }

    @Test
    void moreLinesOfAJobOpen() {
        type("reset");
        bench.awaitPart("more lines of this job");
        int before = found().getItems().size();
        bench.selectRow("found", "more lines of this job");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("more rows", () -> found().getItems().size() > before);
        robot.push(KeyCode.HOME);
    }

    @Test
    void anExpressionIsUnderstoodOrSaidToBeNone() throws IOException {
        bench.fire("Regular expression");
        type("Socket(Exception|Error): \\w+ reset");
        bench.await("On which runners");
        ConsoleBench.onFx(() -> {
            box().setText("Socket(");
            return true;
        });
        bench.awaitPart("'Socket(' is no regular expression");
        bench.screenshotInBothLooks("search-wrong");
    }

    @Test
    void whatIsNowhereIsSaidToBeNowhere() throws IOException {
        type("nosuchword");
        bench.await("Nothing is found");
        bench.screenshotInBothLooks("search-none");
        ConsoleBench.onFx(() -> {
            box().setText("runner:willow-09 reset");
            return true;
        });
        bench.awaitPart("willow-09");
    }

    @Test
    void aSearchIsSavedUsedAndForgotten() throws SQLException {
        type("branch:main reset");
        bench.await("On which runners");
        ConsoleBench.onFx(() -> {
            name().setText("resets");
            return true;
        });
        bench.fire("Save");
        bench.await("Saved the search as resets");
        assertThat(sql.rows("select name || ' ' || words || ' ' || branch from saved_searches"))
                .containsExactly("resets reset main");
        bench.await("Saved searches");

        ConsoleBench.onFx(() -> {
            box().clear();
            return true;
        });
        bench.fire("resets");
        bench.awaitThat("asked again", () -> box().getText().equals("branch:main reset"));
        ConsoleBench.onFx(() -> {
            bench.console().scene().getRoot().lookupAll(".button").stream()
                    .filter(node ->
                            "Forget the saved search resets".equals(node.getAccessibleText()))
                    .map(ButtonBase.class::cast)
                    .forEach(ButtonBase::fire);
            return true;
        });
        bench.await("Forgot the saved search resets");
        assertThat(sql.rows("select name from saved_searches")).isEmpty();
    }

    private void type(String text) {
        if (!ConsoleBench.onFx(() -> box().isFocused())) {
            robot.write("/");
        }
        robot.write(text);
    }

    private TextField box() {
        return byName("Search all logs");
    }

    private TextField name() {
        return byName("Name of the saved search");
    }

    private TextField byName(String says) {
        return bench.console().scene().getRoot().lookupAll(".text-field").stream()
                .filter(node -> says.equals(node.getAccessibleText()))
                .map(TextField.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ListView<?> found() {
        return (ListView<?>) bench.console().scene().getRoot().lookup(".found");
    }

    private Place place() {
        return bench.console().navigator().placeProperty().get();
    }

    private String first(String query) throws SQLException {
        return sql.rows(query).getFirst();
    }
}
