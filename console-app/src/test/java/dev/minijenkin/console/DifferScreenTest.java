package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Since when a branch is red, and what is different from when it was green.
class DifferScreenTest extends ShopScreen {
    private long firstRed;
    private long secondRed;
    private long green;

    @Override
    protected void stock(ShopData shop) throws SQLException {
        sql.execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, attempt, state, conclusion, cause, title, event, ref,
                    head_branch, commit_sha, actor, created_at, started_at, finished_at)
                select p.id, p.repository_id, r.number, r.attempt, 'finished', r.conclusion, r.cause, r.title, 'push', 'refs/heads/main',
                    'main', md5(r.number::text) || '01234567', r.actor, now() - r.ago, now() - r.ago, now() - r.ago + interval '1 minute'
                from pipelines p join repositories o on o.id = p.repository_id
                cross join (values
                    (1001, 1, 'success', null, 'Fee preview behind a flag', 'ana', interval '125 minutes'),
                    (1002, 1, 'failure', 'exit_code', 'Bump money to 4.2.0', 'priya', interval '113 minutes'),
                    (1003, 2, 'failure', 'exit_code', 'Log the chosen rounding', 'jonas', interval '50 minutes'))
                    r(number, attempt, conclusion, cause, title, actor, ago)
                where o.name = 'checkout' and p.name = 'ci';
                insert into jobs (run_id, attempt, repository_id, key, name, label_set_id, priority, state, conclusion, cause, message,
                    claims_left, claimed_by, created_at, queued_at, claimed_at, started_at, finished_at)
                select r.id, r.attempt, r.repository_id, 'unit', 'unit', 1, 50, 'finished', r.conclusion, r.cause,
                    case when r.cause is not null then 'The process ended with exit code 1' end, 3, o.id, r.created_at,
                    r.created_at, r.started_at, r.started_at, r.finished_at
                from pipeline_runs r join runners o on o.name = case when r.number = 1001 then 'oak-01' else 'oak-02' end
                where r.number > 1000;
                insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                select j.id, o.id, o.instance, 50, 0, j.started_at, j.finished_at, 'finished'
                from jobs j join runners o on o.id = j.claimed_by join pipeline_runs r on r.id = j.run_id where r.number > 1000;
                insert into job_templates (repository_id, hash, template)
                select distinct r.repository_id, decode(repeat(case when r.number = 1001 then 'a' else 'b' end, 64), 'hex'),
                    jsonb_build_object('env', jsonb_build_object('STAGE', 'test', 'ROUNDING_MODE', r.number > 1001),
                        'steps', jsonb_build_array(jsonb_build_object('run', case when r.number = 1001
                            then './gradlew test' else './gradlew test --rerun' end)))
                from pipeline_runs r where r.number > 1000;
                insert into job_definitions (job_id, template_id)
                select j.id, t.id from jobs j join pipeline_runs r on r.id = j.run_id
                join job_templates t on (t.template #>> '{steps,0,run}' like '%rerun') = (r.number > 1001) where r.number > 1000
                """);
        green = id(1001);
        firstRed = id(1002);
        secondRed = id(1003);
        for (long run : new long[] {green, firstRed, secondRed}) {
            long job = job(run);
            shop.log(job, lines(run == green));
            shop.step(job, 1, "Check out", "success", 1, 60, 58);
            shop.step(
                    job,
                    2,
                    "Test",
                    run == green ? "success" : "failure",
                    4,
                    58,
                    run == green ? 30 : 2);
        }
    }

    @Test
    void theRibbonSaysSinceWhenTheBranchIsRedAndOneKeyLeadsToWhatIsDifferent() throws IOException {
        bench.go(new Place.RunPlace(new RunId(secondRed)));
        bench.awaitPart("by ana");
        bench.await("red for 1 h 52 min");
        bench.await("2 runs, 3 attempts, the same error each time");
        bench.screenshotsOfAllSizes("run-red");
        robot.push(KeyCode.I);
        bench.await("Copied as an incident, in Markdown");
        assertThat(ConsoleBench.onFx(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("**checkout / ci #1003 on main: failed**\n\n- Ended: ")
                .contains("\n- Branch: Green until b8c37e3 by ana, ")
                .contains(", 2 runs, 3 attempts, the same error each time")
                .contains("\n- Cause: unit › Test: exit code 1\n")
                .contains("\n- Commit: `aa68c75` Log the chosen rounding, by jonas\n")
                .contains("\n- Run: mini-jenkin://run/" + secondRed + "\n")
                .contains("\n- Against green: mini-jenkin://run/" + secondRed + "/green\n")
                .contains("8    refundsPartially() FAILED\n");
        robot.push(KeyCode.B);
        bench.await("Red against green");
        bench.awaitPart("lines differ");
        bench.await("Bump money to 4.2.0");
        bench.await("Log the chosen rounding");
        bench.await("oak-01");
        bench.await("steps.1.run");
        bench.await("env.ROUNDING_MODE");
        bench.await("another value");
        bench.await("The same: 1 variable");
        bench.screenshotsOfAllSizes("differ");
        robot.push(KeyCode.S);
        bench.screenshotInBothLooks("differ-only");
        robot.push(KeyCode.S);
        robot.push(KeyCode.T);
        bench.screenshotInBothLooks("differ-raw");
        robot.push(KeyCode.T);
        robot.push(KeyCode.ESCAPE);
        bench.await("2 runs, 3 attempts, the same error each time");
    }

    @Test
    void aGreenRunHasNoRibbonAndNothingToCompare() {
        bench.go(new Place.RunPlace(new RunId(green)));
        bench.awaitPart("Fee preview");
        robot.push(KeyCode.B);
        bench.awaitPart("There is nothing to compare");
        assertThat(bench.says("Against green")).isFalse();
        bench.go(new Place.DifferPlace(new RunId(green)));
        bench.await("There is nothing to compare");
    }

    private long id(int number) throws SQLException {
        return Long.parseLong(
                sql.rows("select id from pipeline_runs where number = " + number).getFirst());
    }

    private long job(long run) throws SQLException {
        return Long.parseLong(sql.rows("select id from jobs where run_id = " + run).getFirst());
    }

    private static List<String> lines(boolean well) {
        List<String> lines = new ArrayList<>();
        lines.add("Runner image ubuntu-24.04 " + (well ? "20261109" : "20261116"));
        lines.add(
                "Checked out "
                        + (well ? "3f2c1a77b0e1" : "9b41e07ff012")
                        + " in "
                        + (well ? "1.4" : "1.9")
                        + " s");
        lines.add("> Task :payments:compileJava");
        lines.add("Resolved money " + (well ? "4.1.3" : "4.2.0"));
        lines.add("> Task :payments:test");
        lines.add("  createsIntent() \u001b[32mPASSED\u001b[0m");
        if (!well) {
            lines.add("  WARN money.rounding is HALF_EVEN");
        }
        lines.add(
                "  refundsPartially() "
                        + (well ? "\u001b[32mPASSED" : "\u001b[31mFAILED")
                        + "\u001b[0m");
        if (!well) {
            lines.add("    expected: EUR 33.34 but was: EUR 33.33");
            lines.add("    at PaymentIntentTest.java:118");
            lines.add("    at Refunds.split(Refunds.java:64)");
        }
        lines.add("  refundsInFull() \u001b[32mPASSED\u001b[0m");
        for (int batch = 0; batch < 218; batch++) {
            lines.add("indexed batch " + batch + " in " + (well ? batch % 7 : batch % 5) + " ms");
        }
        lines.add(well ? "BUILD SUCCESSFUL in 24s" : "BUILD FAILED in 26s");
        lines.add("Wrote /home/build/" + (well ? "a7" : "b9") + "/results/payments-tests.xml");
        return lines;
    }
}
