package dev.minijenkin.runner.step;

import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.SendUrgency;
import dev.minijenkin.runner.mask.Masks;
import java.nio.charset.StandardCharsets;

/// What the runner itself says in the log of a job; masked, because it repeats what steps gave it.
///
/// @param step number of the step; 0: the set-up of the job
public record StepPrinter(JobLog log, int step, Masks masks) {
    /// Leaves with the step's first lines, or soon.
    public void heading(String text) {
        print(text, SendUrgency.HEADING);
    }

    /// Leaves as a line of the step does.
    public void line(String text) {
        print(text, SendUrgency.LINE);
    }

    public void error(String text) {
        line("##[error]" + text);
    }

    public void warning(String text) {
        line("##[warning]" + text);
    }

    public void notice(String text) {
        line("##[notice]" + text);
    }

    private void print(String text, SendUrgency urgency) {
        for (String line : text.split("\n", -1)) {
            byte[] bytes = masks.apply(line).getBytes(StandardCharsets.UTF_8);
            log.add(this, step, bytes, true, urgency);
        }
    }
}
