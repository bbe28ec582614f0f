package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.RunWords;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.testreport.TestReport;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin tests`
@Command(
        name = "tests",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the tests that a run reported, and those of them that failed.",
            "With --history: which tests of a repository are flaky, and which are broken."
        })
public final class TestsCommand implements Runnable {
    private static final int MOST = 100;

    @Mixin private DatabaseOptions database;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "id of the run")
    private @Nullable Long run;

    @Option(
            names = "--history",
            paramLabel = "REPOSITORY",
            description = "tests of this repository that failed lately")
    private @Nullable String repository;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        Long ofRun = run;
        String ofRepository = repository;
        if ((ofRun == null) == (ofRepository == null)) {
            throw new CommandFailureException(
                    "Which? Give the id of a run, or --history and the name of a repository.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Database open = Database.open(database.configuration("tests"), HintSink.NONE)) {
            if (ofRun != null) {
                printRun(open, ofRun, out);
            } else if (ofRepository != null) {
                printHistory(open, ofRepository, out);
            }
            out.flush();
        }
    }

    private static void printRun(Database open, long id, PrintWriter out) {
        Run run =
                open.statement(tx -> Runs.find(tx, new RunId(id)))
                        .orElseThrow(
                                () -> new CommandFailureException("There is no run " + id + "."));
        List<TestReport> reports =
                open.statement(tx -> TestReports.ofRun(tx, run.id(), run.attempt()));
        if (reports.isEmpty()) {
            out.println("No job of run " + id + " reported tests.");
            return;
        }
        Table table = new Table("JOB", "REPORT", "PASSED", "FAILED", "SKIPPED", "FLAKY", "TOOK");
        for (TestReport report : reports) {
            TestReport.Counts counts = report.counts();
            table.row(
                    report.jobName(),
                    report.name(),
                    Long.toString(counts.passed()),
                    Long.toString(counts.failed()),
                    Long.toString(counts.skipped()),
                    Long.toString(counts.flaky()),
                    RunWords.duration(Duration.ofMillis(counts.milliseconds())));
        }
        table.print(out);
        for (TestReport report : reports) {
            open.statement(tx -> TestReports.failed(tx, report.id(), MOST))
                    .forEach(result -> print(report, result, out));
        }
    }

    private static void print(TestReport report, TestResult result, PrintWriter out) {
        out.println();
        out.println(
                "%s: %s %s, %s"
                        .formatted(
                                report.jobName(),
                                result.suite(),
                                result.name(),
                                EnumWords.of(result.outcome())));
        if (!result.message().isEmpty()) {
            out.println(result.message().indent(2).stripTrailing());
        }
        if (!result.path().isEmpty()) {
            out.println("  at " + result.path() + (result.line() > 0 ? ":" + result.line() : ""));
        }
    }

    private static void printHistory(Database open, String name, PrintWriter out) {
        Repository found =
                open.statement(tx -> Repositories.find(tx, name))
                        .orElseThrow(() ->
                                new CommandFailureException(
                                        "There is no repository '" + name + "'."));
        List<TestHistory> tests = open.statement(tx -> TestReports.history(tx, found.id(), MOST));
        if (tests.isEmpty()) {
            out.println("No test of " + name + " failed lately.");
            return;
        }
        Table table = new Table("TEST", "", "PASSED", "FAILED", "LAST FAILED IN");
        for (TestHistory test : tests) {
            table.row(
                    test.suite().isEmpty() ? test.name() : test.suite() + " " + test.name(),
                    EnumWords.of(test.verdict()),
                    Long.toString(test.passed()),
                    Long.toString(test.failed()),
                    "run " + test.lastFailed().value());
        }
        table.print(out);
    }
}
