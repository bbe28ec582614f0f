package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.queue.LabelSets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What a runner is called, can do and may use.
///
/// @param name one of its kind: letters, digits and `_.-`
/// @param labels what jobs ask for with `runs-on`; case and order do not matter
/// @param capacity jobs at the same time, from 1 to 1000
/// @param work folder for workspaces, of this runner alone; made if needed
public record RunnerConfiguration(String name, List<String> labels, int capacity, Path work) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final int MOST_JOBS = 1000;

    /// @throws IllegalArgumentException with a sentence for a person
    public RunnerConfiguration {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A runner's name has at most 100 letters, digits and the signs _.-, unlike '"
                            + name
                            + "'");
        }
        if (capacity < 1 || capacity > MOST_JOBS) {
            throw new IllegalArgumentException(
                    "A runner carries out from 1 to "
                            + MOST_JOBS
                            + " jobs at a time, not "
                            + capacity);
        }
        labels = LabelSets.normal(labels);
        if (labels.isEmpty() || labels.contains("")) {
            throw new IllegalArgumentException("A runner needs labels, and none may be blank");
        }
    }
}
