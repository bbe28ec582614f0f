package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Minutes of the past, as a person looks at them.
class TimeMachineScreenTest {
    private final Hand robot = new Hand();
    private TestDatabase database;
    private PlainSql sql;
    private ConsoleBench bench;

    @TempDir private Path folder;

    @BeforeEach
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            shop.fleet();
            shop.runs().deploys();
        }
        database.rows().execute(FORTY_MINUTES_AGO);
        sql = new PlainSql(database.configuration());
        bench = ConsoleBench.open(database.configuration());
        bench.await("live");
        bench.await("Needs a person");
    }

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    @Test
    void allFourViewsShowTheMinuteAndNothingCanBeSteered() throws SQLException, IOException {
        back(40);
        bench.awaitPart("You look at ");
        bench.awaitPart("Running at ");
        bench.await("shop-web / deploy");
        bench.await("Needed a person");
        bench.screenshotsOfAllSizes("past-overview");
        for (String act : List.of("Run pipeline…", "Free…", "Forget…")) {
            assertThat(bench.refusal(act)).as(act).startsWith("You look at ");
        }

        bench.go(new Place.QueuePlace());
        bench.await("render-7");
        bench.await("render-16");
        bench.selectRow("grouped", "render-7");
        bench.awaitPart("took it at");
        robot.push(KeyCode.X);
        bench.awaitPart("the past cannot be steered");
        bench.screenshotsOfAllSizes("past-queue");
        assertThat(sql.rows("select count(*)::text from commands where state = 'pending'"))
                .containsExactly("0");

        bench.go(new Place.RunnersPlace());
        bench.await("render-1");
        bench.await("oak-02");
        bench.screenshotsOfAllSizes("past-runners");

        bench.go(new Place.DeploysPlace());
        bench.await("cdn-edge");
        bench.screenshotsOfAllSizes("past-deploys");

        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("now again", () -> !strip().isVisible());
        bench.go(new Place.QueuePlace());
        bench.awaitThat("what waited then is gone", () -> !bench.says("render-7"));
    }

    @Test
    void escapeClosesADrawerBeforeItLeadsBackToNow() {
        bench.resize(900, 640, 1);
        bench.go(new Place.QueuePlace());
        back(40);
        bench.awaitPart("You look at ");
        bench.await("Waits for a slot");
        robot.push(KeyCode.W);
        bench.awaitThat("the drawer is open", this::drawerOpen);
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("the drawer is closed", () -> !drawerOpen());
        assertThat(ConsoleBench.onFx(() -> strip().isVisible())).as("still the past").isTrue();
        robot.push(KeyCode.ESCAPE);
        bench.awaitThat("now again", () -> !strip().isVisible());
    }

    @Test
    void keysMoveByMinutesAndToWhatWentWrong() {
        assertThat(ConsoleBench.onFx(() -> strip().isVisible())).isFalse();
        robot.write("]");
        assertThat(ConsoleBench.onFx(() -> strip().isVisible())).as("no future").isFalse();
        robot.write("[");
        bench.awaitThat("a minute back", () -> strip().isVisible());
        String one = ConsoleBench.onFx(this::minute);
        robot.write("{");
        bench.awaitThat("ten more", () -> !minute().equals(one));
        robot.write("}");
        bench.awaitThat("ten on", () -> minute().equals(one));
        bench.awaitThat("the day is drawn", () -> there(".scrub-bar"));
        robot.push(KeyCode.CONTROL, KeyCode.OPEN_BRACKET);
        bench.awaitThat("something that went wrong", () -> !minute().equals(one));
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("back to now");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("now again", () -> !strip().isVisible());
    }

    @Test
    void linesAndTheDayAreDraggedAlong() {
        drag(bench.find(".sparkline", Node.class), 0.3);
        bench.awaitThat("the past", () -> strip().isVisible());
        String first = ConsoleBench.onFx(this::minute);
        bench.awaitThat("the day is drawn", () -> there(".scrub-bar"));
        drag(bench.find(".scrubber", Node.class), 0.4);
        bench.awaitThat("another minute", () -> !minute().equals(first));
        bench.awaitThat(
                "is told at the knob",
                () -> minute().endsWith(text(".scrub-minute")) && !text(".scrub-minute").isEmpty());
        // The other views have their own data, and say so.
        bench.go(new Place.RunsPlace(""));
        bench.awaitPart("Overview, queue, runners and deploys show that minute");
        robot.write("[");
        assertThat(ConsoleBench.onFx(() -> strip().isVisible())).isTrue();
    }

    @Test
    void aSliceIsSavedAsOnePage() throws IOException {
        back(40);
        bench.awaitPart("You look at ");
        robot.clickOn("Save slice…");
        bench.await("Save a slice of the past");
        Path file = folder.resolve("slice.html");
        TextField where = fields()[2];
        ConsoleBench.onFx(() -> {
            where.setText(folder.resolve("nowhere").resolve("x.html").toString());
            return true;
        });
        robot.push(KeyCode.ENTER);
        bench.awaitPart("There is no folder");
        ConsoleBench.onFx(() -> {
            where.setText(file.toString());
            return true;
        });
        bench.screenshotInBothLooks("past-slice");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("The slice is in ");
        assertThat(Files.readString(file))
                .startsWith("<!doctype html>")
                .contains("\"job\": \"render-7\"", "\"runner\": \"oak-01\"", "runner lost");
    }

    @Test
    void aMinuteIsLookedAtByItsTime() {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("look at a minute");
        robot.push(KeyCode.ENTER);
        bench.await("Look at a minute of the past");
        robot.write("soon");
        robot.push(KeyCode.ENTER);
        bench.awaitPart("\" is no time");
        robot.push(KeyCode.CONTROL, KeyCode.A);
        robot.write("5h");
        robot.push(KeyCode.ENTER);
        bench.awaitThat("that minute", () -> strip().isVisible());
        bench.awaitPart("5 h ago. Overview");
    }

    private void back(int minutes) {
        for (int i = 0; i < minutes / 10; i++) {
            robot.write("{");
        }
    }

    private boolean drawerOpen() {
        return bench.console().scene().getRoot().lookup(".side-panel.drawer").isVisible();
    }

    private Node strip() {
        return bench.console().scene().getRoot().lookup(".time-strip");
    }

    private boolean there(String selector) {
        return bench.console().scene().getRoot().lookup(selector) != null;
    }

    private String minute() {
        return text(".strip-words");
    }

    private String text(String selector) {
        return bench.console().scene().getRoot().lookup(selector) instanceof Label label
                ? label.getText()
                : "";
    }

    private TextField[] fields() {
        return ConsoleBench.onFx(() ->
                bench.console().scene().getRoot().lookupAll(".dialog-box .text-field").stream()
                        .map(TextField.class::cast)
                        .toArray(TextField[]::new));
    }

    private static void drag(Node over, double share) {
        ConsoleBench.onFx(() -> {
            Bounds at = over.getLayoutBounds();
            double x = at.getMinX() + share * at.getWidth();
            var point = over.localToScene(x, at.getHeight() / 2);
            for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_DRAGGED)) {
                over.fireEvent(
                        new MouseEvent(
                                over,
                                over,
                                type,
                                point.getX(),
                                point.getY(),
                                point.getX(),
                                point.getY(),
                                MouseButton.PRIMARY,
                                1,
                                false,
                                false,
                                false,
                                false,
                                true,
                                false,
                                false,
                                false,
                                false,
                                true,
                                new PickResult(over, point.getX(), point.getY())));
            }
            return true;
        });
    }

    /// A run of sixteen jobs, of which four ran then and the others waited, a runner that was lost,
    /// and a day of samples.
    private static final String FORTY_MINUTES_AGO =
            """
            create temporary table t as select date_trunc('minute', now()) - interval '40 minutes' as at;
            update runners set registered_at = now() - interval '9 days';
            update environments set created_at = now() - interval '9 days';
            insert into health_samples
            select date_trunc('minute', now()) - make_interval(mins => m), 4 + 3 * sin(m / 90.0), 20, 8 + 6 * sin(m / 150.0) + m % 3,
                16, 1, 0
            from generate_series(61, 1500) m on conflict do nothing;
            insert into pipeline_runs (pipeline_id, repository_id, number, state, conclusion, title, event, ref, commit_sha, actor,
                created_at, started_at, finished_at)
            select p.id, p.repository_id, 900, 'finished', 'success', 'Render the winter catalogue', 'push', 'refs/heads/main',
                repeat('c', 40), 'priya', at - interval '20 minutes', at - interval '12 minutes', at + interval '25 minutes'
            from t, pipelines p join repositories o on o.id = p.repository_id and o.name = 'shop-web' where p.name = 'deploy';
            insert into jobs (run_id, attempt, repository_id, key, name, label_set_id, priority, state, conclusion, claims_left,
                created_at, queued_at, claimed_at, started_at, finished_at)
            select r.id, 1, r.repository_id, 'render-' || n, 'render-' || n, 1, 50, 'finished', 'success', 3, r.created_at,
                at - interval '15 minutes', k.claimed, k.claimed, k.claimed + interval '14 minutes'
            from t, pipeline_runs r, generate_series(1, 16) n,
                lateral (select case when n <= 4 then at - interval '10 minutes' else at + n * interval '40 seconds' end as claimed) k
            where r.number = 900;
            insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, acknowledged_at, released_at, outcome)
            select j.id, w.id, w.instance, 50, 0, j.claimed_at, j.claimed_at, j.finished_at, 'finished'
            from jobs j join runners w on w.name = 'oak-0' || 1 + j.id % 3 where j.key like 'render-%';
            insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, acknowledged_at, released_at, outcome)
            select min(j.id), w.id, w.instance, 50, 0, at - interval '5 minutes', at - interval '5 minutes', at + interval '1 minute',
                'runner_lost'
            from t, jobs j, runners w where w.name = 'elm-gpu-01' and j.key = 'render-1' group by w.id, t.at
            """;
}
