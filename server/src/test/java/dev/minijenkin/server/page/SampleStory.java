package dev.minijenkin.server.page;

import dev.minijenkin.db.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// A run as people meet them: some jobs have ended, one runs and prints, one waits for approval.
@NullMarked
final class SampleStory {
    private SampleStory() {}

    static void tell(PageBench bench) {
        long run = bench.run();
        bench.execute(
                "update pipeline_runs set title = 'Speed up product gallery images', actor = 'mei', state = 'running', started_at = now() - interval '5 minutes 27 seconds'");
        insert(bench, "lint", "lint", "finished", "'success'", "{}", 38);
        insert(bench, "unit", "unit", "finished", "'success'", "{}", 112);
        for (int i = 0; i < 3; i++) {
            insert(
                    bench,
                    "e2e",
                    "e2e (" + List.of("chromium", "firefox", "webkit").get(i) + ")",
                    "finished",
                    i == 1 ? "'failure'" : "'success'",
                    "{lint,unit}",
                    101 + i * 20);
        }
        bench.execute(
                "update jobs set state = 'running', started_at = now() - interval '2 minutes', needs = '{lint,unit}', name = 'image' where id = "
                        + bench.job());
        bench.execute(
                "update jobs set message = 'The job that it needs has failed: e2e (firefox)', needs = '{e2e,build}' where key = 'deploy'");
        bench.execute(
                "insert into jobs (run_id, attempt, repository_id, key, name, needs, priority, state, waiting_for, message, environment, claims_left, label_set_id, place)"
                        + " select %d, 1, repository_id, 'preview', 'deploy-preview', '{build}', 50, 'waiting', 'approval', 'It waits for the approval of ana or ben', 'preview', 3, label_set_id, '{9}' from jobs where key = 'deploy'"
                                .formatted(run));
        bench.execute(
                """
                insert into annotations (run_id, attempt, job_id, level, title, message, path, line)
                values (%1$d, 1, %2$d, 'failure', 'lazy images load on scroll', 'Expected 24 images, received 23', 'tests/gallery.spec.ts', 48),
                (%1$d, 1, %2$d, 'warning', 'Chunk vendor is 612 kB', 'The limit is 500 kB', 'vite.config.ts', 31),
                (%1$d, 1, null, 'notice', null, 'Cache restored from an older key', null, null)
                """
                        .formatted(run, bench.job()));
        bench.addSteps();
        bench.api()
                .print(
                        0,
                        1,
                        false,
                        "##[group]Check out main of shop/web",
                        "HEAD is now at 4be19d7");
        List<LogLine> lines = new ArrayList<>();
        for (String line :
                List.of(
                        "##[group]Run npx playwright test --project=webkit",
                        "##[command]npx playwright test --project=webkit --shard=2/2",
                        "Node.js v24.1.0",
                        "##[endgroup]",
                        "Running 212 tests using 4 workers, shard 2 of 2",
                        "  \u001B[32m✓\u001B[0m   1 \u001B[2m[webkit] ›\u001B[0m cart.spec.ts:12:5 › adds an item from the gallery \u001B[2m(1.2s)\u001B[0m",
                        "  \u001B[32m✓\u001B[0m   2 \u001B[2m[webkit] ›\u001B[0m cart.spec.ts:31:5 › keeps items after login \u001B[2m(1.9s)\u001B[0m",
                        "##[warning]image decode took 612 ms, budget 400 ms (hero-1440.avif)",
                        "  \u001B[31m✘\u001B[0m   7 [webkit] › \u001B[31mgallery.spec.ts:48:7 › lazy images load on scroll\u001B[0m (8.4s)",
                        "##[error]expect(received).toBe(expected) // Object.is equality",
                        "    Expected: \u001B[32m24\u001B[0m",
                        "    Received: \u001B[31m23\u001B[0m",
                        "      46 |   \u001B[35mawait\u001B[0m page.mouse.wheel(\u001B[33m0\u001B[0m, \u001B[33m4000\u001B[0m);",
                        "      47 |   \u001B[35mawait\u001B[0m page.waitForLoadState(\u001B[36m'networkidle'\u001B[0m);",
                        "\u001B[1m\u001B[44m INFO \u001B[0m \u001B[94mretry #1\u001B[0m of a test whose name is long enough to need more than one line on a narrow screen, as some have")) {
            lines.add(new LogLine(Instant.EPOCH, line.getBytes(StandardCharsets.UTF_8), true));
        }
        bench.api().print(1, 3, false, 2, lines, 2000);
    }

    private static void insert(
            PageBench bench,
            String key,
            String name,
            String state,
            String conclusion,
            String needs,
            int seconds) {
        bench.execute(
                """
                insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, needs, priority, state, conclusion, cause,
                    claims_left, label_set_id, started_at, finished_at)
                select %d, 1, repository_id, '%s', (select count(*) from jobs where key = '%s'), '%s', '%s', 50, '%s', %s,
                    case when %s = 'failure' then 'exit_code' end, 3, label_set_id,
                    now() - interval '300 seconds', now() - interval '300 seconds' + interval '%d seconds'
                from jobs where key = 'deploy'
                """
                        .formatted(
                                bench.run(),
                                key,
                                key,
                                name,
                                needs,
                                state,
                                conclusion,
                                conclusion,
                                seconds));
    }
}
