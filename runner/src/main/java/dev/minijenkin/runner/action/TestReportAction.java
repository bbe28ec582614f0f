package dev.minijenkin.runner.action;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.testreport.FailurePlaces;
import dev.minijenkin.runner.testreport.JunitReport;
import dev.minijenkin.runner.testreport.UnreadableReportException;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.PathPatterns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `uses: mini-jenkin/test-report`: keeps what test programs wrote about their tests, case by case,
/// and marks those that failed on the run.
///
/// @param with evaluated
record TestReportAction(Map<String, String> with, RunRecord record) implements StepHandler {
    private static final List<String> USUAL =
            List.of(
                    "**/target/surefire-reports/TEST-*.xml",
                    "**/target/failsafe-reports/TEST-*.xml",
                    "**/build/test-results/**/TEST-*.xml",
                    "**/junit.xml",
                    "**/junit-*.xml",
                    "**/*.junit.xml",
                    "**/test-results.xml",
                    "**/test-report.xml",
                    "!**/node_modules/**");
    private static final int MOST_BYTES = 64 << 20;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_SHOWN = 10;

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        try {
            return report(scope);
        } catch (IOException e) {
            throw DiskTrouble.explain("read reports of tests", scope.workspace().source(), e);
        }
    }

    private StepOutcome report(StepScope scope) throws IOException, InterruptedException {
        List<String> given = InputTexts.lines(with, "path");
        List<String> patterns = given.isEmpty() ? USUAL : given;
        Path workspace = scope.workspace().source();
        Path home = Path.of(scope.environment().getOrDefault("HOME", workspace.toString()));
        Set<Path> files =
                scope.files()
                        .call(() ->
                                new PathPatterns(workspace, home, scope.stopCheck())
                                        .files(patterns));
        if (files.isEmpty()) {
            return nothing(scope, patterns);
        }
        Optional<List<TestResult>> read = read(scope, files);
        if (read.isEmpty()) {
            return new StepOutcome.Succeeded();
        }
        List<TestResult> results = read.get();
        if (!keep(scope, results)) {
            return new StepOutcome.Failed(Cause.RUNNER_ERROR, "ended: the claim was lost");
        }
        return tell(scope, results);
    }

    /// Empty where no file is a report.
    private Optional<List<TestResult>> read(StepScope scope, Set<Path> files) throws IOException {
        FailurePlaces places = new FailurePlaces(scope.workspace().source(), scope.stopCheck());
        List<TestResult> results = new ArrayList<>();
        int readable = 0;
        for (Path file : files) {
            scope.stopCheck().check();
            try {
                for (TestResult result : JunitReport.read(bytes(scope, file))) {
                    results.add(masked(places.placed(result), scope.effects().masks()));
                }
                readable++;
            } catch (UnreadableReportException e) {
                warn(
                        scope,
                        "The report %s %s: it is left out."
                                .formatted(shown(scope, file), e.getMessage()));
            }
        }
        return readable == 0 ? Optional.empty() : Optional.of(results);
    }

    private static byte[] bytes(StepScope scope, Path file)
            throws IOException, UnreadableReportException {
        Optional<JobFiles.Content> content =
                scope.files().call(() -> JobFiles.read(file, MOST_BYTES));
        if (content.isPresent() && content.get().size() > MOST_BYTES) {
            throw new UnreadableReportException(
                    "has %d bytes, more than %d".formatted(content.get().size(), MOST_BYTES));
        }
        return content.map(JobFiles.Content::bytes).orElse(new byte[0]);
    }

    private static String shown(StepScope scope, Path file) {
        Path workspace = scope.workspace().source();
        return (file.startsWith(workspace) ? workspace.relativize(file) : file).toString();
    }

    private static TestResult masked(TestResult result, Masks masks) {
        return new TestResult(
                masks.apply(result.suite()),
                masks.apply(result.name()),
                result.outcome(),
                result.milliseconds(),
                masks.apply(result.message()),
                masks.apply(result.details()),
                masks.apply(result.path()),
                result.line());
    }

    /// Whether the claim is live.
    private boolean keep(StepScope scope, List<TestResult> results) throws InterruptedException {
        String name =
                InputTexts.text(with, "name").isEmpty() ? "tests" : InputTexts.text(with, "name");
        String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        Optional<TestReportId> report =
                record.ask(job -> job.beginReport(scope.number(), cut)).flatMap(begun -> begun);
        if (report.isEmpty()) {
            return false;
        }
        for (int from = 0; from < results.size(); from += TestReports.MOST_AT_ONCE) {
            scope.stopCheck().check();
            int at = from;
            List<TestResult> some =
                    results.subList(
                            from, Math.min(results.size(), from + TestReports.MOST_AT_ONCE));
            if (!record.ask(job -> job.addResults(report.get(), at, some)).orElse(false)) {
                return false;
            }
        }
        return record.ask(job -> job.completeReport(report.get())).orElse(false);
    }

    private StepOutcome tell(StepScope scope, List<TestResult> results) {
        List<TestResult> failed = having(results, TestOutcome.FAILED);
        List<TestResult> flaky = having(results, TestOutcome.FLAKY);
        long skipped = having(results, TestOutcome.SKIPPED).size();
        failed.stream()
                .limit(MOST_SHOWN)
                .forEach(result -> say(scope, StepAnnotation.Level.FAILURE, result));
        if (failed.size() > MOST_SHOWN) {
            scope.printer()
                    .line("… and %d more that failed.".formatted(failed.size() - MOST_SHOWN));
        }
        flaky.stream()
                .limit(MOST_SHOWN)
                .forEach(result -> say(scope, StepAnnotation.Level.WARNING, result));
        long passed = results.size() - failed.size() - flaky.size() - skipped;
        scope.printer()
                .line(
                        "%d tests: %d passed, %d failed, %d skipped%s"
                                .formatted(
                                        results.size(),
                                        passed,
                                        failed.size(),
                                        skipped,
                                        flaky.isEmpty()
                                                ? ""
                                                : ", %d passed when they were tried again"
                                                        .formatted(flaky.size())));
        scope.effects().output("tests", Integer.toString(results.size()));
        scope.effects().output("passed", Long.toString(passed));
        scope.effects().output("failed", Integer.toString(failed.size()));
        scope.effects().output("skipped", Long.toString(skipped));
        scope.effects().output("flaky", Integer.toString(flaky.size()));
        return failed.isEmpty() || !InputTexts.is(with, "fail-on-failure")
                ? new StepOutcome.Succeeded()
                : new StepOutcome.Failed(
                        Cause.EXIT_CODE,
                        "found %d tests that failed, %s among them"
                                .formatted(failed.size(), title(failed.getFirst())));
    }

    private static void say(StepScope scope, StepAnnotation.Level level, TestResult result) {
        String message = result.message().isEmpty() ? "The test failed" : result.message();
        String what = title(result) + ": " + message;
        if (level == StepAnnotation.Level.FAILURE) {
            scope.printer().error(what);
        } else {
            scope.printer().warning(what);
        }
        scope.effects()
                .annotate(
                        new StepAnnotation(
                                level,
                                title(result),
                                message,
                                result.path(),
                                result.line(),
                                0,
                                0,
                                0));
    }

    private static String title(TestResult result) {
        return result.suite().isEmpty() ? result.name() : result.suite() + " " + result.name();
    }

    private static List<TestResult> having(List<TestResult> results, TestOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    private StepOutcome nothing(StepScope scope, List<String> patterns) {
        String message = "No reports of tests are there: " + String.join(", ", patterns);
        return switch (InputTexts.text(with, "if-no-files-found")) {
            case "error" ->
                    new StepOutcome.Failed(
                            Cause.EXIT_CODE,
                            "found no reports of tests: " + String.join(", ", patterns));
            case "notice" -> {
                scope.printer().notice(message);
                yield new StepOutcome.Succeeded();
            }
            case "ignore" -> {
                scope.printer().line(message);
                yield new StepOutcome.Succeeded();
            }
            default -> {
                warn(scope, message);
                yield new StepOutcome.Succeeded();
            }
        };
    }

    private static void warn(StepScope scope, String message) {
        scope.printer().warning(message);
        scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
    }
}
