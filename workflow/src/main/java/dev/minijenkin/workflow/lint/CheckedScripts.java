package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.SourceText;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Hands the scripts of a file to who checks them, and brings back what is said to its place in the
/// file.
final class CheckedScripts {
    private final String file;
    private final SourceText source;
    private final ScriptChecker checker;
    private final List<Problem> problems = new ArrayList<>();

    private CheckedScripts(String file, SourceText source, ScriptChecker checker) {
        this.file = file;
        this.source = source;
        this.checker = checker;
    }

    static List<Problem> check(String file, String text, Workflow workflow, ScriptChecker checker) {
        CheckedScripts scripts = new CheckedScripts(file, SourceText.of(text), checker);
        for (WorkflowJob job : workflow.jobs()) {
            if (job.setting("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps)) {
                steps.forEach(step -> scripts.step(workflow, job, Fields.of(step)));
            }
        }
        return scripts.problems;
    }

    private void step(Workflow workflow, WorkflowJob job, Fields step) {
        Optional<Yaml.Scalar> script = step.scalar("run");
        Optional<String> shell =
                posix(
                        Stream.of(
                                        step.string("shell"),
                                        job.defaults().shell(),
                                        workflow.defaults().shell())
                                .filter(name -> !name.isEmpty())
                                .findFirst()
                                .orElse(mayBeWindows(job) ? "pwsh" : "bash"));
        if (script.isPresent() && shell.isPresent() && !script.get().text().isBlank()) {
            check(script.get(), shell.get());
        }
    }

    /// There the usual shell is another one.
    private static boolean mayBeWindows(WorkflowJob job) {
        return job.runsOn().stream()
                .map(Text::value)
                .anyMatch(label ->
                        Template.isTemplate(label)
                                ? matrixNames(job, "windows")
                                : label.toLowerCase(Locale.ROOT).contains("windows"));
    }

    private static boolean matrixNames(WorkflowJob job, String word) {
        return job.setting("strategy").filter(strategy -> names(strategy, word)).isPresent();
    }

    private static boolean names(Yaml node, String word) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar.text().toLowerCase(Locale.ROOT).contains(word);
            case Yaml.Sequence(_, List<Yaml> items) ->
                    items.stream().anyMatch(item -> names(item, word));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.stream().anyMatch(entry -> names(entry.value(), word));
        };
    }

    /// The shell of a command: `bash -e {0}` is bash; empty for what is none of the two.
    private static Optional<String> posix(String command) {
        String program = command.strip().split("\\s+", 2)[0];
        String name = program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.equals("bash") || name.equals("sh") ? Optional.of(name) : Optional.empty();
    }

    private void check(Yaml.Scalar script, String shell) {
        String text = script.text();
        for (ScriptChecker.Remark remark : checker.check(shell, withoutExpressions(text))) {
            SourcePosition place =
                    source.within(script, offset(text, remark.line(), remark.column()));
            problems.add(
                    new Problem(
                            Level.WARNING,
                            file,
                            place.line(),
                            place.column(),
                            LintRule.SHELLCHECK,
                            remark.message()));
        }
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        return Math.clamp(start + column - 1L, start, end < 0 ? text.length() : end);
    }

    /// Line breaks stay, so that lines do.
    private static String withoutExpressions(String text) {
        StringBuilder script = new StringBuilder(text);
        Template.spans(text)
                .forEach(span -> {
                    for (int i = span.start(); i < span.end(); i++) {
                        if (script.charAt(i) != '\n') {
                            script.setCharAt(i, '_');
                        }
                    }
                });
        return script.toString();
    }
}
