package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.UnreadableYamlException;
import dev.minijenkin.workflow.yaml.Yaml;
import dev.minijenkin.workflow.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/// The plan of a workflow file as far as it can be told, also of one that cannot run: its jobs, in
/// the order of the file, with what they need.
///
/// @param whole false where the text is no YAML as a whole and only the part before that was read
public record WorkflowOutline(List<Job> jobs, boolean whole) {
    private static final int TRIES = 20;

    /// A job, as far as it can be told.
    ///
    /// @param name empty where the file gives none
    /// @param needs as the file says them, whether jobs of these ids exist or not
    /// @param calls the workflow that it calls; empty for a job with steps
    /// @param line of its key, from 1
    /// @param lastLine the last one that belongs to it
    public record Job(
            String id, String name, List<String> needs, String calls, int line, int lastLine) {}

    /// Whatever the text is, the answer is an outline and no exception.
    public static WorkflowOutline of(String text) {
        List<String> lines = text.lines().toList();
        String readable = text;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                Yaml root = YamlReader.read(readable);
                return new WorkflowOutline(jobs(Fields.of(root), lines.size()), tries == 0);
            } catch (UnreadableYamlException e) {
                int before = Math.min(e.place().line(), (int) readable.lines().count()) - 1;
                if (before < 1) {
                    break;
                }
                readable = String.join("\n", lines.subList(0, before));
            }
        }
        return new WorkflowOutline(List.of(), false);
    }

    private static List<Job> jobs(Fields file, int lastLine) {
        List<Yaml.Entry> entries = file.below("jobs").entries();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Yaml.Entry entry = entries.get(i);
            int end =
                    i + 1 < entries.size()
                            ? entries.get(i + 1).key().place().line() - 1
                            : lineAfterJobs(file, lastLine) - 1;
            Fields job = Fields.of(entry.value());
            jobs.add(
                    new Job(
                            entry.key().text(),
                            job.string("name"),
                            job.texts("needs").stream().map(Text::value).toList(),
                            job.string("uses"),
                            entry.key().place().line(),
                            Math.max(end, entry.key().place().line())));
        }
        return jobs;
    }

    /// Where the key that follows `jobs` begins; one after the last line where none does.
    private static int lineAfterJobs(Fields file, int lastLine) {
        int jobs = file.placeOf("jobs").line();
        return file.entries().stream()
                .mapToInt(entry -> entry.key().place().line())
                .filter(line -> line > jobs)
                .min()
                .orElse(lastLine + 1);
    }
}
