package dev.minijenkin.runner.command;

import dev.minijenkin.runner.mask.Masks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one step did beyond printing: outputs, changes for later steps, annotations. Everything is
/// masked where it could be shown. Guarded by `this`: the step's output and the step itself write.
public final class StepEffects {
    private static final int MOST_ANNOTATIONS_A_LEVEL = 10;
    private static final int LONGEST_MESSAGE = 4096;

    private final Masks masks;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> state = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();
    private final List<StepAnnotation> annotations = new ArrayList<>();
    private String summary = "";
    private boolean failed;

    public StepEffects(Masks masks) {
        this.masks = masks;
    }

    public Masks masks() {
        return masks;
    }

    public synchronized Map<String, String> outputs() {
        return new LinkedHashMap<>(outputs);
    }

    /// Variables that later steps get.
    public synchronized Map<String, String> environment() {
        return new LinkedHashMap<>(environment);
    }

    /// Folders for the front of later steps' `PATH`, in the order in which they were named.
    public synchronized List<String> path() {
        return List.copyOf(path);
    }

    /// At most ten of each level.
    public synchronized List<StepAnnotation> annotations() {
        return List.copyOf(annotations);
    }

    /// Markdown for the page of the run; masked.
    public synchronized String summary() {
        return summary;
    }

    /// Whether a command was wrong, which fails the step whatever its exit code.
    public synchronized boolean failed() {
        return failed;
    }

    /// An output of the step; the last one of a name counts.
    public synchronized void output(String name, String value) {
        outputs.put(name, value);
    }

    /// A variable for later steps.
    public synchronized void environment(String name, String value) {
        environment.put(name, value);
    }

    /// What an action keeps for its later parts.
    public synchronized Map<String, String> state() {
        return new LinkedHashMap<>(state);
    }

    synchronized void state(String name, String value) {
        state.put(name, value);
    }

    /// A folder for the front of later steps' `PATH`.
    public synchronized void path(String folder) {
        path.add(folder);
    }

    synchronized void summary(String text) {
        summary = masks.apply(text);
    }

    public synchronized void annotate(StepAnnotation annotation) {
        long same = annotations.stream().filter(a -> a.level() == annotation.level()).count();
        if (same < MOST_ANNOTATIONS_A_LEVEL) {
            annotations.add(
                    new StepAnnotation(
                            annotation.level(),
                            cut(masks.apply(annotation.title())),
                            cut(masks.apply(annotation.message())),
                            masks.apply(annotation.path()),
                            annotation.line(),
                            annotation.column(),
                            annotation.endLine(),
                            annotation.endColumn()));
        }
    }

    synchronized void fail() {
        failed = true;
    }

    /// After the masks, which would not know half a secret; no character is cut in two.
    private static String cut(String text) {
        if (text.length() <= LONGEST_MESSAGE) {
            return text;
        }
        boolean inside = Character.isHighSurrogate(text.charAt(LONGEST_MESSAGE - 1));
        return text.substring(0, inside ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
    }
}
