package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which contexts and functions an expression may name at its place in a file. Immutable.
public final class Scope {
    private static final Set<Function> PLAIN_FUNCTIONS =
            EnumSet.of(
                    Function.CASE,
                    Function.CONTAINS,
                    Function.ENDS_WITH,
                    Function.FORMAT,
                    Function.FROM_JSON,
                    Function.JOIN,
                    Function.STARTS_WITH,
                    Function.TO_JSON);

    /// Every context and every function that there is.
    public static final Scope ALL =
            of(Set.of(
                            "github",
                            "env",
                            "vars",
                            "job",
                            "jobs",
                            "steps",
                            "runner",
                            "secrets",
                            "strategy",
                            "matrix",
                            "needs",
                            "inputs"))
                    .with(EnumSet.allOf(Function.class));

    private final Set<String> contexts;
    private final Set<Function> functions;
    private final boolean statusOfJobs;

    private Scope(Set<String> contexts, Set<Function> functions, boolean statusOfJobs) {
        this.contexts = contexts;
        this.functions = functions;
        this.statusOfJobs = statusOfJobs;
    }

    /// These contexts, and the functions that are allowed everywhere.
    public static Scope of(Collection<String> contexts) {
        return new Scope(
                contexts.stream()
                        .map(OrdinalIgnoreCase::fold)
                        .collect(Collectors.toUnmodifiableSet()),
                PLAIN_FUNCTIONS,
                true);
    }

    public Scope with(Collection<Function> more) {
        EnumSet<Function> together = EnumSet.copyOf(functions);
        together.addAll(more);
        return new Scope(contexts, together, statusOfJobs);
    }

    /// The same, but `success` and `failure` take no ids of jobs: in a step they ask for the job.
    public Scope ofStep() {
        return new Scope(contexts, functions, false);
    }

    boolean hasContext(String name) {
        return contexts.contains(OrdinalIgnoreCase.fold(name));
    }

    /// For messages.
    Collection<String> contexts() {
        return contexts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /// For messages.
    Collection<String> functions() {
        return functions.stream().map(Function::spelling).toList();
    }

    boolean hasFunction(Function function) {
        return functions.contains(function);
    }

    /// The largest number of arguments.
    int most(Function function) {
        return function.isStatus() && !statusOfJobs ? 0 : function.most();
    }
}
