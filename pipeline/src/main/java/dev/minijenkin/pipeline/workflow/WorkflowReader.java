package dev.minijenkin.pipeline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads workflow files. Holds nothing between two files; thread-safe.
public final class WorkflowReader {
    private static final int MAX_JOBS = 1000;

    private WorkflowReader() {}

    /// Reads one file; whatever the text is, the answer is a result and no exception.
    ///
    /// @param path as problems shall name the file
    public static ReadResult read(String path, String text) {
        Problems problems = new Problems(path);
        try {
            Yaml root = YamlReader.read(text);
            if (root instanceof Yaml.Mapping mapping) {
                new GrammarCheck(Grammar.WORKFLOW, SourceText.of(text), problems).check(mapping);
                Workflow workflow = workflow(new Fields(mapping), problems);
                if (!problems.hasErrors()) {
                    return new ReadResult.Valid(workflow, problems.all());
                }
            } else {
                problems.error(
                        root.place(),
                        "A workflow is a mapping with `on` and `jobs`, not " + root.shown());
            }
        } catch (UnreadableYaml e) {
            problems.error(e.place(), String.valueOf(e.getMessage()));
        }
        return new ReadResult.Invalid(problems.all());
    }

    private static Workflow workflow(Fields fields, Problems problems) {
        return new Workflow(
                fields.string("name"),
                fields.text("run-name"),
                triggers(fields, problems),
                fields.strings("env"),
                defaults(fields),
                jobs(fields, problems));
    }

    static Defaults defaults(Fields fields) {
        Fields run = fields.below("defaults").below("run");
        return run.entries().isEmpty()
                ? Defaults.NONE
                : new Defaults(run.string("shell"), run.string("working-directory"));
    }

    private static Map<String, Trigger> triggers(Fields fields, Problems problems) {
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
            triggers.put(event, reader.read(event, Fields.of(entry.value())));
        }
        return triggers;
    }

    private static List<WorkflowJob> jobs(Fields fields, Problems problems) {
        List<WorkflowJob> jobs = new ArrayList<>();
        Fields known = fields.below("jobs");
        for (Yaml.Entry entry : known.entries()) {
            Text id = new Text(entry.key().text(), entry.key().place());
            jobs.add(new JobReader(problems).read(id, Fields.of(entry.value())));
        }
        if (jobs.isEmpty() && fields.has("jobs")) {
            problems.error(fields.placeOf("jobs"), "`jobs` must have at least one job");
        }
        if (jobs.size() > MAX_JOBS) {
            problems.error(
                    fields.placeOf("jobs"), "A workflow has at most %d jobs".formatted(MAX_JOBS));
        }
        NeedsCheck.check(jobs, problems);
        return jobs;
    }
}
