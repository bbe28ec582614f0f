package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.check.ConcurrencyCheck;
import dev.minijenkin.workflow.check.EnvNames;
import dev.minijenkin.workflow.check.NeedsCheck;
import dev.minijenkin.workflow.check.ReferenceCheck;
import dev.minijenkin.workflow.check.ShellNames;
import dev.minijenkin.workflow.check.Surroundings;
import dev.minijenkin.workflow.grammar.FoundExpressions;
import dev.minijenkin.workflow.grammar.GrammarCheck;
import dev.minijenkin.workflow.grammar.ScalarCheck;
import dev.minijenkin.workflow.grammar.WorkflowGrammar;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourceText;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.UnreadableYamlException;
import dev.minijenkin.workflow.yaml.Yaml;
import dev.minijenkin.workflow.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads workflow files. Holds nothing between two files; thread-safe.
public final class WorkflowReader {
    private static final int MAX_JOBS = 1000;

    private final Surroundings surroundings;
    private final Problems problems;
    private final FoundExpressions found = new FoundExpressions();

    private WorkflowReader(Surroundings surroundings, Problems problems) {
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /// All that is to be told of a file, however much that is.
    ///
    /// @param workflow also of a file with errors, as far as it can be told; empty where nothing of
    ///   it can
    /// @param problems in the order of the file
    public record Reading(Optional<Workflow> workflow, List<Problem> problems) {
        public boolean valid() {
            return problems.stream().noneMatch(problem -> problem.level() == Level.ERROR);
        }
    }

    /// Reads one file for a run; whatever the text is, the answer is a result and no exception. Of
    /// very many problems it has the first.
    ///
    /// @param path as problems shall name the file
    public static ReadResult read(String path, String text) {
        Reading reading = readAll(path, text, Surroundings.NONE);
        List<Problem> first = Problems.first(reading.problems());
        return reading.workflow()
                .filter(_ -> reading.valid())
                .<ReadResult>map(workflow -> new ReadResult.Valid(workflow, first))
                .orElseGet(() -> new ReadResult.Invalid(first));
    }

    /// Reads one file and tells everything; whatever the text is, there is no exception.
    ///
    /// @param path as problems shall name the file
    /// @param surroundings what is known of other files
    public static Reading readAll(String path, String text, Surroundings surroundings) {
        Problems problems = new Problems(path);
        Optional<Workflow> workflow = Optional.empty();
        try {
            Yaml root = YamlReader.read(text);
            if (root instanceof Yaml.Mapping mapping) {
                workflow =
                        Optional.of(new WorkflowReader(surroundings, problems).read(mapping, text));
            } else {
                problems.error(
                        LintRule.VALUE,
                        root.place(),
                        "A workflow is a mapping with `on` and `jobs`, not " + root.shown());
            }
        } catch (UnreadableYamlException e) {
            problems.error(LintRule.YAML, e.place(), String.valueOf(e.getMessage()));
        }
        return new Reading(workflow, problems.all());
    }

    private Workflow read(Yaml.Mapping root, String text) {
        SourceText source = SourceText.of(text);
        new GrammarCheck(
                        WorkflowGrammar.TABLE,
                        problems,
                        new ScalarCheck(WorkflowGrammar.TABLE, source, problems, found))
                .check(root);
        Fields fields = new Fields(root);
        Map<String, Trigger> triggers = triggers(fields);
        List<WorkflowJob> jobs = jobs(fields);
        ConcurrencyCheck.check(fields, problems);
        ShellNames.ofDefaults(fields, problems);
        EnvNames.check(fields, problems);
        new ReferenceCheck(found, source, surroundings, problems).check(fields, triggers, jobs);
        return new Workflow(
                fields.string("name"),
                fields.text("run-name"),
                triggers,
                fields.strings("env"),
                DefaultsReader.read(fields),
                jobs,
                fields.settings(),
                problems.refusals());
    }

    private Map<String, Trigger> triggers(Fields fields) {
        Map<String, Trigger> triggers = new LinkedHashMap<>();
        Fields on = fields.below("on");
        TriggerReader reader = new TriggerReader(problems);
        if (on.entries().isEmpty()) {
            fields.texts("on")
                    .forEach(event ->
                            triggers.put(event.value(), reader.withoutFilter(event.value())));
        }
        for (Yaml.Entry entry : on.entries()) {
            String event = entry.key().text();
            triggers.put(event, reader.read(event, entry.value()));
        }
        return triggers;
    }

    private List<WorkflowJob> jobs(Fields fields) {
        List<WorkflowJob> jobs = new ArrayList<>();
        Fields known = fields.below("jobs");
        for (Yaml.Entry entry : known.entries()) {
            Text id = new Text(entry.key().text(), entry.key().place());
            jobs.add(new JobReader(problems).read(id, Fields.of(entry.value())));
        }
        if (fields.get("jobs").orElse(null) instanceof Yaml.Mapping mapping && jobs.isEmpty()) {
            problems.error(
                    LintRule.MISSING_KEY, mapping.place(), "`jobs` must have at least one job");
        }
        if (jobs.size() > MAX_JOBS) {
            problems.error(
                    LintRule.VALUE,
                    fields.placeOf("jobs"),
                    "A workflow has at most %d jobs".formatted(MAX_JOBS));
        }
        NeedsCheck.check(jobs, problems);
        return jobs;
    }
}
