package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.list.LogList;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Two logs side by side, tied by time: one of a quick run, and one of a run that takes twice as
/// long for each line; both longer than what is read before they are shown.
class BesideScreenTest extends ShopScreen {
    private static final int LINES = 30_000;
    private static final Instant QUICK = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant SLOW = Instant.parse("2026-11-20T10:10:00Z");

    private long quick;
    private long slow;
    private long lint;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        sql.execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, attempt, state, conclusion, cause, title, event, ref,
                    head_branch, commit_sha, actor, created_at, started_at, finished_at)
                select p.id, p.repository_id, r.number, 1, 'finished', r.conclusion, r.cause, r.title, 'push', 'refs/heads/main',
                    'main', md5(r.number::text) || '01234567', 'ana', now() - r.ago, now() - r.ago, now() - r.ago + interval '1 minute'
                from pipelines p join repositories o on o.id = p.repository_id
                cross join (values
                    (2001, 'success', null, 'Fee preview behind a flag', interval '125 minutes'),
                    (2002, 'failure', 'exit_code', 'Bump money to 4.2.0', interval '113 minutes'))
                    r(number, conclusion, cause, title, ago)
                where o.name = 'checkout' and p.name = 'ci';
                insert into jobs (run_id, attempt, repository_id, key, name, label_set_id, priority, state, conclusion, cause, message,
                    claims_left, claimed_by, created_at, queued_at, claimed_at, started_at, finished_at)
                select r.id, 1, r.repository_id, k.key, k.key, 1, 50, 'finished',
                    case k.key when 'unit' then r.conclusion else 'success' end, case k.key when 'unit' then r.cause end,
                    case when k.key = 'unit' and r.cause is not null then 'The process ended with exit code 1' end, 3, o.id,
                    r.created_at, r.created_at, r.started_at, r.started_at, r.finished_at
                from pipeline_runs r cross join (values ('unit'), ('lint')) k(key) join runners o on o.name = 'oak-01'
                where r.number > 2000;
                insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                select j.id, o.id, o.instance, 50, 0, j.started_at, j.finished_at, 'finished'
                from jobs j join runners o on o.id = j.claimed_by join pipeline_runs r on r.id = j.run_id where r.number > 2000
                """);
        quick = job(2001, "unit");
        slow = job(2002, "unit");
        lint = job(2001, "lint");
        shop.log(quick, lines("quick"), QUICK, 10);
        shop.log(slow, lines("slow"), SLOW, 20);
        shop.log(lint, List.of("linted"), SLOW, 20);
    }

    @Test
    void oneFollowsTheOtherByTheTimeSinceItsStartOrByTheClock() throws SQLException, IOException {
        bench.go(new Place.LogPlace(new RunId(run(2002)), new JobId(slow)));
        bench.awaitPart("lines");
        robot.push(KeyCode.DIGIT2);
        bench.await("Two logs");
        bench.await("unit of checkout / ci #2001");
        bench.await("unit of checkout / ci #2002");
        bench.awaitThat("both are read", () -> list(0).getItems().size() >= LINES);
        bench.awaitThat("both are read", () -> list(1).getItems().size() >= LINES);

        // 20 s after the start: line 1,000 of the slow one, line 2,000 of the quick one.
        select(0, 1_000);
        bench.awaitThat("tied by offset", () -> selected(1) == 2_000);
        bench.awaitThat("in sight", () -> isInSight(1, 2_000));
        assertThat(above(1, 2_000)).as("at the same height").isEqualTo(above(0, 1_000));
        bench.quiet();
        bench.screenshotsOfAllSizes("two-logs");

        robot.push(KeyCode.RIGHT);
        select(1, 1_500);
        bench.awaitThat("the other way round", () -> selected(0) == 750);

        // By the clock, the quick one had long ended when the slow one began.
        robot.push(KeyCode.A);
        bench.await("The logs are tied by time of day");
        bench.awaitThat("nothing was written there yet", () -> selected(0) == 0);
        robot.push(KeyCode.LEFT);
        select(0, 10);
        bench.awaitThat("the end of what was written", () -> selected(1) == LINES - 1);

        robot.push(KeyCode.S);
        select(0, 600);
        assertThat(selected(1)).as("not tied").isEqualTo(LINES - 1);
        robot.push(KeyCode.S);
        robot.push(KeyCode.A);
        bench.awaitThat("tied again", () -> selected(1) == 1_200);

        // Scrolled without anything selected, as by a wheel.
        onFx(() -> {
            list(0).getSelectionModel().clearSelection();
            list(0).scrollTo(400);
            return true;
        });
        bench.awaitThat(
                "what is in sight is tied",
                () -> Math.abs(selected(1) - 2 * first(0)) <= 2 && isInSight(1, selected(1)));
    }

    @Test
    void anotherLogIsChosenAndOneOpenedAlone() throws SQLException {
        bench.go(new Place.BesidePlace(new RunId(run(2001)), new JobId(quick)));
        bench.await("unit of checkout / ci #2002");
        robot.push(KeyCode.J);
        onFx(() -> {
            ComboBox<?> box = (ComboBox<?>) chooser();
            box.hide();
            for (int i = 0; i < box.getItems().size(); i++) {
                if (box.getItems().get(i).toString().contains("lint")) {
                    box.getSelectionModel().select(i);
                }
            }
            return true;
        });
        bench.await("lint of checkout / ci #2001");
        bench.awaitThat("read", () -> list(1).getItems().size() == 1);
        onFx(() -> {
            list(1).requestFocus();
            return true;
        });
        robot.push(KeyCode.ENTER);
        bench.awaitThat(
                "alone",
                () ->
                        bench.console().navigator().placeProperty().get()
                                        instanceof Place.LogPlace(var _, var job, int _)
                                && job.value() == lint);
    }

    private Node chooser() {
        return bench.console().scene().getRoot().lookupAll(".combo-box").stream()
                .filter(node -> "The other log".equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow();
    }

    private LogList list(int side) {
        return onFx(() -> {
            List<LogList> lists = new ArrayList<>();
            bench.console()
                    .scene()
                    .getRoot()
                    .lookupAll(".beside-pane .log-list")
                    .forEach(node -> lists.add((LogList) node));
            return lists.get(side);
        });
    }

    /// A line, counted from 0.
    private void select(int side, int line) {
        LogList list = list(side);
        onFx(() -> {
            list.requestFocus();
            int row = row(list, line);
            list.scrollTo(Math.max(0, row - 5));
            list.getSelectionModel().clearAndSelect(row);
            return true;
        });
    }

    private static int row(LogList list, int line) {
        for (int row = 0; row < list.getItems().size(); row++) {
            if (list.getItems().get(row) instanceof LogRow.Line(int of) && of == line) {
                return row;
            }
        }
        throw new AssertionError("No row of line " + line);
    }

    private int selected(int side) {
        LogList list = list(side);
        return onFx(() ->
                list.getSelectionModel().getSelectedItem() instanceof LogRow.Line(int line)
                        ? line
                        : -1);
    }

    private int first(int side) {
        LogList list = list(side);
        return onFx(() -> {
            VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
            IndexedCell<?> cell = flow.getFirstVisibleCell();
            return list.getItems().get(cell.getIndex()) instanceof LogRow.Line(int line)
                    ? line
                    : -1;
        });
    }

    private boolean isInSight(int side, int line) {
        int above = above(side, line);
        return above >= 0 && above < 60;
    }

    /// Rows in sight above a line.
    private int above(int side, int line) {
        LogList list = list(side);
        return onFx(() -> {
            VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
            return row(list, line) - flow.getFirstVisibleCell().getIndex();
        });
    }

    private long run(int number) throws SQLException {
        return Long.parseLong(
                sql.rows("select id from pipeline_runs where number = " + number).getFirst());
    }

    private long job(int number, String key) throws SQLException {
        return Long.parseLong(
                sql.rows(
                                "select j.id from jobs j join pipeline_runs r on r.id = j.run_id where"
                                        + " r.number = "
                                        + number
                                        + " and j.key = '"
                                        + key
                                        + "'")
                        .getFirst());
    }

    private static List<String> lines(String word) {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            lines.add(
                    line % 97 == 0
                            ? "> Task :payments:part" + line / 97
                            : "  " + word + " test " + line + " \u001b[32mPASSED\u001b[0m");
        }
        return lines;
    }

    /// Where a condition is looked at, it is on the FX thread already.
    private static <T> T onFx(Callable<T> work) {
        try {
            return Platform.isFxApplicationThread() ? work.call() : ConsoleBench.onFx(work);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
