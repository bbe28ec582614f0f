package dev.minijenkin.workflow.action;

import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An action, as its file describes it.
///
/// @param name for people; empty where the file gives none
/// @param inputs that it declares, in the order of the file
/// @param outputs of an action of steps: name to text, evaluated after its last step; the others
///   set theirs by themselves
public record ActionFile(
        String name, Map<String, Input> inputs, Map<String, String> outputs, Runs runs) {
    public ActionFile {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /// What it takes.
    ///
    /// @param hasDefault whether there is a default, be it empty
    /// @param usual the default, which may hold expressions
    /// @param deprecation what is to be said to whoever gives it; empty: nothing
    public record Input(boolean hasDefault, String usual, String deprecation) {}

    /// What is carried out.
    public sealed interface Runs {
        /// A program for Node.js; all paths are relative to the folder of the action.
        ///
        /// @param using `node20`
        /// @param pre before the first step of the job; empty: nothing
        /// @param post after the last step of the job; empty: nothing
        /// @param preIf and `postIf` conditions; `always()` where the file says nothing
        record Node(String using, String pre, String preIf, String main, String post, String postIf)
                implements Runs {}

        /// Steps.
        record Composite(List<StepDefinition> steps) implements Runs {
            public Composite {
                steps = List.copyOf(steps);
            }
        }

        /// A container. Its arguments and its environment may hold expressions.
        ///
        /// @param image `docker://image`, or the path of a Dockerfile
        /// @param entrypoint empty: that of the image
        /// @param preEntrypoint program before the first step of the job; empty: nothing
        /// @param postEntrypoint program after the last step of the job; empty: nothing
        /// @param preIf and `postIf` conditions; `always()` where the file says nothing
        record Container(
                String image,
                String entrypoint,
                List<String> args,
                Map<String, String> env,
                String preEntrypoint,
                String preIf,
                String postEntrypoint,
                String postIf)
                implements Runs {
            public Container {
                args = List.copyOf(args);
                env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            }

            /// One with nothing of its own.
            public static Container of(String image) {
                return new Container(
                        image, "", List.of(), Map.of(), "", "always()", "", "always()");
            }
        }
    }
}
