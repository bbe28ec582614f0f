package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.lint.LintReport;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.lint.SourceExcerpt;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.preview.Preview;
import dev.minijenkin.workflow.preview.PreviewEvent;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mini-jenkin plan`
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the jobs that an event would start from a workflow file, without starting anything.",
            "The exit code is 0 where the file is valid, also where the event starts nothing; else 1."
        })
public final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the workflow file")
    private Path file = Path.of("");

    @Option(
            names = "--event",
            paramLabel = "NAME",
            defaultValue = "push",
            description = "what happens: push, pull_request, … (default: ${DEFAULT-VALUE})")
    private String event = "push";

    @Option(
            names = "--event-file",
            paramLabel = "FILE",
            description = "the event's payload, a JSON object as a git host sends it")
    private @Nullable Path eventFile;

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description =
                    "branch or full ref that is pushed, or that a pull request goes to (default: the"
                            + " payload's, else main)")
    private @Nullable String ref;

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "input of a workflow_dispatch; may be repeated")
    private Map<String, String> inputs = Map.of();

    @Option(
            names = "--changed",
            paramLabel = "PATH",
            description = "file that the push changed; may be repeated (default: any file)")
    private @Nullable List<String> changed;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin private CalledOption called;

    @Override
    public Integer call() throws IOException {
        PrintWriter out =
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        if (!Files.isRegularFile(file)) {
            throw new CommandFailureException("There is no file " + file + ".");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        PlanReport report = report(text);
        if (json) {
            out.println(report.toJson());
        } else {
            SourceExcerpt excerpt = SourceExcerpt.of(file.toString(), text);
            report.problems().problems().forEach(problem -> out.println(excerpt.show(problem)));
            report.print(out);
        }
        out.flush();
        return report.problems().valid() ? 0 : 1;
    }

    private PlanReport report(String text) throws IOException {
        PreviewEvent what = event();
        return switch (WorkflowReader.read(file.toString(), text)) {
            case ReadResult.Invalid(List<Problem> problems) ->
                    new PlanReport(
                            what, new LintReport(file.toString(), problems), Optional.empty());
            case ReadResult.Valid(var workflow, List<Problem> warnings) -> {
                RepositoryFiles files = FilesAround.of(file, called.repositories());
                Preview preview = Preview.of(file.toString(), workflow, what, files);
                List<Problem> problems = new ArrayList<>(warnings);
                if (preview instanceof Preview.Broken(List<Problem> found)) {
                    problems.addAll(found);
                }
                yield new PlanReport(
                        what, new LintReport(file.toString(), problems), Optional.of(preview));
            }
        };
    }

    private PreviewEvent event() throws IOException {
        Optional<ObjectValue> payload =
                eventFile == null ? Optional.empty() : Optional.of(payload(eventFile));
        String wanted =
                ref == null
                        ? payload.flatMap(PreviewEvent::refOf).orElse(PreviewEvent.USUAL_REF)
                        : ref;
        return new PreviewEvent(
                event,
                payload,
                wanted.startsWith("refs/") ? wanted : "refs/heads/" + wanted,
                inputs,
                Optional.ofNullable(changed));
    }

    public static ObjectValue payload(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailureException("There is no file " + file + ".");
        }
        try {
            if (Json.parse(Files.readString(file)) instanceof ObjectValue object) {
                return object;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new CommandFailureException(file + " is not JSON: " + e.getMessage(), e);
        }
        throw new CommandFailureException(file + " does not hold a JSON object.");
    }
}
