package dev.minijenkin.runner.step;

import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.matcher.FoundProblem;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Holds the lines of a step against the problem matchers of its job, whatever pieces they come in.
/// What is found becomes an annotation, and its line is marked where none of it was shown before.
/// Not thread-safe.
final class MatchedLines {
    /// A longer line is no message of a tool.
    private static final int LONGEST = 64 * 1024;

    private final ProblemMatchers matchers;
    private final StepEffects effects;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean shown;
    private boolean incomplete;

    MatchedLines(ProblemMatchers matchers, StepEffects effects) {
        this.matchers = matchers;
        this.effects = effects;
    }

    /// Takes a piece of a line that is about to be shown.
    ///
    /// @return what is to be shown before it; mostly nothing
    String piece(byte[] bytes, boolean endsLine) {
        if (matchers.isEmpty() || gathered.size() + bytes.length > LONGEST) {
            incomplete = true;
            gathered.reset();
        } else {
            gathered.writeBytes(bytes);
        }
        if (!endsLine) {
            shown |= bytes.length > 0;
            return "";
        }
        String mark = incomplete ? "" : mark(gathered.toString(StandardCharsets.UTF_8));
        String before = shown ? "" : mark;
        gathered.reset();
        shown = false;
        incomplete = false;
        return before;
    }

    private String mark(String line) {
        String plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return matchers.line(plain, this::warn).map(this::annotate).orElse("");
    }

    private String annotate(FoundProblem found) {
        StepAnnotation.Level level =
                switch (found.severity()) {
                    case NOTICE -> StepAnnotation.Level.NOTICE;
                    case WARNING -> StepAnnotation.Level.WARNING;
                    case ERROR -> StepAnnotation.Level.FAILURE;
                };
        effects.annotate(
                new StepAnnotation(
                        level,
                        "",
                        found.message(),
                        found.path(),
                        found.line(),
                        found.column(),
                        0,
                        0));
        return switch (found.severity()) {
            case NOTICE -> "##[notice]";
            case WARNING -> "##[warning]";
            case ERROR -> "##[error]";
        };
    }

    private void warn(String message) {
        effects.annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
    }
}
