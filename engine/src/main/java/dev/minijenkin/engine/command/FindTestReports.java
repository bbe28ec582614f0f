package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Has runners look for reports of tests where a job of a pipeline has ended, or no more. The
/// workflow file stays as it is.
final class FindTestReports {
    private static final int MOST = 50;
    private static final int LONGEST = 200;

    /// Leads out of the workspace.
    private static final Pattern OUTSIDE = Pattern.compile("[/~\\\\].*|(.*/)?\\.\\.(/.*)?");

    private FindTestReports() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        return NamedPipeline.execute(
                tx, command, (pipeline, arguments) -> set(tx, pipeline, arguments));
    }

    private static CommandResult set(Tx tx, Pipeline pipeline, JsonNode arguments) {
        List<String> patterns = new ArrayList<>();
        for (JsonNode pattern : arguments.path("patterns")) {
            patterns.add(PostgresText.text(pattern.asText("")).strip());
        }
        Optional<String> fault = fault(patterns);
        if (fault.isPresent()) {
            return CommandAnswers.refused(fault.get());
        }
        Pipelines.setTestReports(tx, pipeline.id(), patterns);
        return CommandAnswers.done(
                patterns.isEmpty()
                        ? "Jobs of %s are not looked through for reports of tests"
                                .formatted(pipeline.name())
                        : "Jobs of %s that begin from now on are looked through for %s when they end"
                                .formatted(pipeline.name(), String.join(", ", patterns)));
    }

    private static Optional<String> fault(List<String> patterns) {
        if (patterns.size() > MOST) {
            return Optional.of("A pipeline has at most %d patterns".formatted(MOST));
        }
        if (!patterns.isEmpty() && patterns.stream().allMatch(each -> each.startsWith("!"))) {
            return Optional.of("Give at least one pattern that does not begin with !");
        }
        return patterns.stream().flatMap(each -> fault(each).stream()).findFirst();
    }

    private static Optional<String> fault(String pattern) {
        String bare = pattern.startsWith("!") ? pattern.substring(1).strip() : pattern;
        if (bare.isEmpty() || bare.length() > LONGEST || bare.lines().count() > 1) {
            return Optional.of(
                    "A pattern is one line of 1 to %d letters, which \"%s\" is not"
                            .formatted(LONGEST, bare.lines().findFirst().orElse("")));
        }
        if (bare.contains("${{")) {
            return Optional.of("A pattern holds no expression, as \"%s\" does".formatted(pattern));
        }
        return OUTSIDE.matcher(bare).matches()
                ? Optional.of(
                        "A pattern stays in the workspace, and \"%s\" does not".formatted(pattern))
                : Optional.empty();
    }
}
