package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Unknowns;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.plan.PlannedJob;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which jobs will run, as far as that is decided before the first one began. A job that will not
/// takes with it what needs its success. Used by one thread.
final class JobForecast {
    private final Map<String, PlannedJob> byKey = new HashMap<>();
    private final Map<String, Optional<Boolean>> found = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();
    private final PreviewContexts contexts;

    /// @param jobs whose needs make no cycle
    JobForecast(List<PlannedJob> jobs, PreviewContexts contexts) {
        jobs.forEach(job -> byKey.putIfAbsent(OrdinalIgnoreCase.fold(job.key()), job));
        this.contexts = contexts;
    }

    /// What the `if` of a job will say; empty where it is open. Throws
    /// [dev.minijenkin.workflow.expression.value.ExpressionException] where it cannot be evaluated.
    Optional<Boolean> runs(String key) {
        String folded = OrdinalIgnoreCase.fold(key);
        Optional<Boolean> known = found.get(folded);
        if (known == null) {
            PlannedJob job = byKey.get(folded);
            known = job == null ? Optional.empty() : look(job);
            found.put(folded, known);
        }
        return known;
    }

    private Optional<Boolean> look(PlannedJob job) {
        return Condition.parse(job.definition().condition())
                .foresee(Contexts.of(contexts.all()), new Ahead(ancestors(job)));
    }

    private Set<String> ancestors(PlannedJob job) {
        Set<String> known = ancestors.get(job.key());
        if (known != null) {
            return known;
        }
        Set<String> all = new LinkedHashSet<>();
        for (String need : job.needs()) {
            PlannedJob needed = byKey.get(OrdinalIgnoreCase.fold(need));
            if (needed != null && all.add(needed.key())) {
                all.addAll(ancestors(needed));
            }
        }
        ancestors.put(job.key(), all);
        return all;
    }

    /// What is not known of a job's ancestors.
    private final class Ahead implements Unknowns {
        private final Set<String> before;

        Ahead(Set<String> before) {
            this.before = before;
        }

        @Override
        public boolean isOpen(FieldPath field) {
            return contexts.isOpen(field);
        }

        @Override
        public Optional<Boolean> status(Function function, List<String> jobs) {
            Collection<String> asked = jobs.isEmpty() ? before : jobs;
            return switch (function) {
                case SUCCESS -> success(asked);
                // What is skipped has not failed.
                case FAILURE ->
                        asked.stream().allMatch(this::isSkipped)
                                ? Optional.of(false)
                                : Optional.empty();
                default -> Optional.empty();
            };
        }

        private Optional<Boolean> success(Collection<String> asked) {
            if (asked.isEmpty()) {
                return Optional.of(true);
            }
            return asked.stream().anyMatch(this::isSkipped) ? Optional.of(false) : Optional.empty();
        }

        private boolean isSkipped(String key) {
            return runs(key).equals(Optional.of(false));
        }
    }
}
