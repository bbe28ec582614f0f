package dev.minijenkin.instance.run;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The lines that a step wrote: not those in which the runner says what it is about to do.
final class StepLines {
    private static final String GROUP = "##[group]";
    private static final String END = "##[endgroup]";

    private final List<Value> lines = new ArrayList<>();
    private Heading heading = Heading.MAY_COME;

    /// How far the runner's own words are, with which a step begins.
    private enum Heading {
        MAY_COME,
        OPEN,
        OVER
    }

    void add(String line) {
        switch (heading) {
            case MAY_COME -> {
                if (line.startsWith(GROUP + "Run ")) {
                    heading = Heading.OPEN;
                } else {
                    heading = Heading.OVER;
                    lines.add(Value.of(line));
                }
            }
            case OPEN -> {
                if (line.equals(END)) {
                    heading = Heading.OVER;
                }
            }
            case OVER -> lines.add(Value.of(line));
        }
    }

    List<Value> values() {
        return lines;
    }
}
