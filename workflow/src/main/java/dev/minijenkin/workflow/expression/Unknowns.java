package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Function;
import java.util.List;
import java.util.Optional;

/// What is not known yet where a condition is looked at ahead of its time.
public interface Unknowns {
    /// Whether the value of a field may still be anything.
    boolean isOpen(FieldPath field);

    /// What `success`, `failure` or `cancelled` will answer; empty where nobody can tell.
    ///
    /// @param jobs ids given as arguments; empty: all that the job needs, directly or not
    Optional<Boolean> status(Function function, List<String> jobs);
}
