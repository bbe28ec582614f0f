package dev.minijenkin.console.peek;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogPart;
import dev.minijenkin.db.log.LogWindow;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.view.run.FailedStep;
import dev.minijenkin.db.view.run.FailedSteps;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a peek asks of the database. Called on workers.
///
/// Only the step that failed is read, and of it so many lines at most: a key that is held wants an
/// answer now.
public final class DatabasePeekSource implements PeekSource {
    private static final int MOST_LINES = 50_000;
    private static final int LONGEST = 500;
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;:]*[A-Za-z]");

    /// How programs speak of what went wrong that begin no line with it.
    private static final Pattern FAILURE =
            Pattern.compile("\\w(Exception|Error)\\b|\\b(FAILED|FAILURE|panic:|fatal:)|✗");

    private final Database database;

    public DatabasePeekSource(Database database) {
        this.database = database;
    }

    @Override
    public Optional<FirstError> firstError(PeekTarget target) {
        return database.statement(tx ->
                        switch (target) {
                            case PeekTarget.OfRun(var run) -> FailedSteps.ofRun(tx, run);
                            case PeekTarget.OfJob(var job) -> FailedSteps.ofJob(tx, job);
                        })
                .map(failed -> database.statement(tx -> look(tx, failed)));
    }

    private static FirstError look(Tx tx, FailedStep failed) {
        List<LogPart> parts = Logs.parts(tx, failed.log());
        if (parts.isEmpty()) {
            return new FirstError(failed.name(), failed.step(), failed.said(), List.of(), -1);
        }
        List<FirstError.Line> lines =
                lines(LogWindow.from(tx, parts.getLast(), failed.firstLine(), MOST_LINES, LONGEST));
        Optional<Integer> error = error(lines);
        if (error.isPresent()) {
            int from = Math.max(0, error.get() - PeekSource.AROUND / 2);
            int to = Math.min(lines.size(), from + PeekSource.AROUND + 1);
            return new FirstError(
                    failed.name(),
                    failed.step(),
                    failed.said(),
                    lines.subList(from, to),
                    error.get() - from);
        }
        return new FirstError(
                failed.name(),
                failed.step(),
                failed.said(),
                lines(LogWindow.last(tx, parts.getLast(), PeekSource.AROUND + 1, LONGEST)),
                -1);
    }

    /// What is marked as an error comes before what only sounds like one.
    private static Optional<Integer> error(List<FirstError.Line> lines) {
        return first(
                        lines,
                        text -> {
                            byte[] bytes = text.getBytes(UTF_8);
                            return LineLevel.of(bytes, 0, bytes.length) == LineLevel.ERROR;
                        })
                .or(() -> first(lines, text -> FAILURE.matcher(text).find()));
    }

    private static Optional<Integer> first(
            List<FirstError.Line> lines, Predicate<String> speaksOfIt) {
        return IntStream.range(0, lines.size())
                .boxed()
                .filter(i -> speaksOfIt.test(lines.get(i).text()))
                .findFirst();
    }

    private static List<FirstError.Line> lines(LogWindow window) {
        return window.lines().stream()
                .map(line ->
                        new FirstError.Line(
                                line.number(),
                                COLOURS.matcher(new String(line.bytes(), UTF_8)).replaceAll("")))
                .toList();
    }
}
