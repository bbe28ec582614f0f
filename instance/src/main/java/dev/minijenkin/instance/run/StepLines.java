package dev.minijenkin.instance.run;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The lines that a step wrote: not those in which the runner says what it is about to do, for the
/// step itself and for those inside of its action.
final class StepLines {
    private static final String HEADING = "##[group]Run ";
    private static final String END = "##[endgroup]";
    private static final String SHELL = "shell: ";

    private final List<Value> lines = new ArrayList<>();

    /// Lines that may be a heading: kept until that is known.
    private final List<String> open = new ArrayList<>();

    private boolean begun;

    void add(String line) {
        if (open.isEmpty() && line.startsWith(HEADING)) {
            open.add(line);
        } else if (open.isEmpty()) {
            take(line);
        } else if (line.equals(END)) {
            boolean heading = !begun || open.getLast().startsWith(SHELL);
            open.add(line);
            settle(heading);
            begun = true;
        } else {
            open.add(line);
        }
    }

    List<Value> values() {
        settle(false);
        return lines;
    }

    private void settle(boolean heading) {
        if (!heading) {
            open.forEach(this::take);
        }
        open.clear();
    }

    private void take(String line) {
        begun = true;
        lines.add(Value.of(line));
    }
}
