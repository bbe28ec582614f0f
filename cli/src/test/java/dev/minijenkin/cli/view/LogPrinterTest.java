package dev.minijenkin.cli.view;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.cli.part.PatientReader;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LineSplitter;
import dev.minijenkin.runner.log.LogOwner;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.log.LogStorage;
import dev.minijenkin.runner.log.SendUrgency;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs as steps print them, through the runner's own path into the database, and out again.
class LogPrinterTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final LogShipper shipper =
            new LogShipper(chunks -> database.statement(tx -> Logs.append(tx, chunks)));

    private final UUID instance = UUID.randomUUID();
    private final RunnerId runner =
            database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    private final Run run =
            database.transaction(tx ->
                    SampleData.queuedRun(tx, SampleData.repository(tx, "shop"), "build", "check"));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir private Path folder;

    @Test
    void aPipeGetsTheBytesThatWerePrinted() throws Exception {
        byte[] awkward = awkward();
        print(claim(), awkward);
        finish();

        Process process =
                TestProgram.get()
                        .on(
                                test.configuration(),
                                folder,
                                List.of("logs", "-f", Long.toString(run.id().value())))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        byte[] got = process.getInputStream().readAllBytes();

        assertThat(process.waitFor()).isZero();
        assertThat(new String(got, ISO_8859_1))
                .isEqualTo(
                        ("build | " + new String(awkward, ISO_8859_1)).replace("\n", "\nbuild | ")
                                + "\nRun %d: success\n".formatted(run.id().value()));
    }

    @Test
    void noJobTearsOrHoldsUpTheLinesOfAnother() throws Exception {
        print(claim(), "one\ntwo\nopen".getBytes(UTF_8));
        print(claim(), "a\nb\nalso open".getBytes(UTF_8));
        finish();

        assertThat(follow(false, System::nanoTime)).isEqualTo(Conclusion.SUCCESS);

        List<String> lines = printed.toString(UTF_8).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("build"))
                .containsExactly("build | one", "build | two", "build | open");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("check"))
                .containsExactly("check | a", "check | b", "check | also open");
        assertThat(lines).hasSize(7);
    }

    @Test
    void aTerminalThatTakesItTooSlowlyIsShownTheNewestAndToldHowManyWereLeftOut() throws Exception {
        int all = 400_000;
        print(claim(), lines(all));
        finish();

        // Of which each look is a second.
        AtomicLong now = new AtomicLong();
        follow(true, () -> now.addAndGet(1_000_000_000));

        Matcher skipped =
                Pattern.compile(
                                "build \\| … ([0-9,]+) lines skipped \\(see 'mini-jenkin logs"
                                        + " \\d+'\\)")
                        .matcher(printed.toString(UTF_8));
        long shown =
                printed.toString(UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("build | line "))
                        .count();
        long left = 0;
        while (skipped.find()) {
            left += Long.parseLong(skipped.group(1).replace(",", ""));
        }
        assertThat(left).isPositive();
        assertThat(left + shown).isEqualTo(all);
        assertThat(printed.toString(UTF_8)).contains("build | line " + (all - 1) + "\n");
    }

    @Test
    void aPipeIsToldEverythingHoweverSlowlyItTakesIt() throws Exception {
        print(claim(), lines(400_000));
        finish();

        AtomicLong now = new AtomicLong();
        follow(false, () -> now.addAndGet(1_000_000_000));

        assertThat(printed.toString(UTF_8))
                .isEqualTo(
                        new String(lines(400_000), UTF_8).replaceAll("(?m)^(?=line)", "build | ")
                                + "Run %d: success\n".formatted(run.id().value()));
    }

    /// What is no text, what moves a cursor, what is cut and what is long.
    private static byte[] awkward() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("nul \0 bell \u0007\n\n\r\n".getBytes(UTF_8));
        all.writeBytes("10 %\r20 %\r100 %\n".getBytes(UTF_8));
        all.writeBytes("\u001b[31mred\u001b[0m \u001b[2J \u001b]0;title\u0007\n".getBytes(UTF_8));
        all.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82, '\n'});
        Random random = new Random(5);
        for (int length : new int[] {70_000, 300_000, 1_500_000, 3}) {
            byte[] line = new byte[length];
            random.nextBytes(line);
            for (int i = 0; i < length; i++) {
                line[i] = line[i] == '\n' ? 0 : line[i];
            }
            all.writeBytes(line);
            all.write('\n');
        }
        all.writeBytes("the last, which does not end: €".getBytes(UTF_8));
        return all.toByteArray();
    }

    private static byte[] lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < count; line++) {
            lines.append("line ").append(line).append('\n');
        }
        return lines.toString().getBytes(UTF_8);
    }

    private ClaimedJob claim() {
        return database.transaction(tx -> SampleData.claim(tx, runner, instance));
    }

    private void print(ClaimedJob job, byte[] bytes) throws InterruptedException {
        JobLog log =
                new JobLog(
                        new LogOwner(job.claim(), job.job(), job.terms().logDay()),
                        new LogStorage(
                                Long.MAX_VALUE, folder.resolve("spool-" + job.job().value())),
                        InstantSource.system(),
                        shipper);
        shipper.ship(log, () -> {});
        LineSplitter splitter =
                new LineSplitter(
                        32 * 1024,
                        (piece, ends) -> log.add(this, 1, piece, ends, SendUrgency.LINE));
        splitter.bytes(bytes, bytes.length);
        splitter.flushOpen();
        log.flush();
        shipper.forget(log);
    }

    @Test
    void whoFollowsOutlivesADatabaseThatIsAwayAndIsToldWhatItWaitsFor() throws Exception {
        ClaimedJob job = claim();
        print(job, "before\n".getBytes(UTF_8));
        CompletableFuture<Conclusion> followed =
                CompletableFuture.supplyAsync(() -> follow(false, System::nanoTime));
        await().atMost(Rows.PATIENCE).until(() -> printed.toString(UTF_8).contains("before"));

        test.takeAway();
        await().atMost(Rows.PATIENCE).until(() -> !told.isEmpty());
        test.bringBack();
        await().atMost(Rows.PATIENCE).until(() -> told.size() == 2);
        await().atMost(Rows.PATIENCE)
                .ignoreException(DatabaseUnavailableException.class)
                .untilAsserted(this::finish);

        assertThat(followed.get(1, TimeUnit.MINUTES)).isEqualTo(Conclusion.SUCCESS);
        assertThat(printed.toString(UTF_8)).containsOnlyOnce("before");
        assertThat(told.get(0)).startsWith("Waiting for the database");
        assertThat(told.get(1)).isEqualTo("The database is back");
    }

    private void finish() {
        database.runInTransaction(tx -> SampleData.finish(tx, run, Conclusion.SUCCESS));
    }

    private Conclusion follow(boolean terminal, LongSupplier nanoTime) {
        LogOutput output = new LogOutput(new PrintStream(printed, false, UTF_8), terminal);
        try (LogPrinter printer =
                new LogPrinter(
                        database,
                        test.configuration(),
                        output,
                        terminal,
                        nanoTime,
                        new PatientReader("the test", told::add))) {
            return printer.follow(run.id());
        }
    }
}
