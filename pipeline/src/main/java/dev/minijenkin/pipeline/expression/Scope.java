package dev.minijenkin.pipeline.expression;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Which contexts and functions an expression may name at its place in a file.
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

    private Scope(Set<String> contexts, Set<Function> functions) {
        this.contexts = contexts;
        this.functions = functions;
    }

    /// These contexts, and the functions that are allowed everywhere.
    public static Scope of(Collection<String> contexts) {
        return new Scope(
                contexts.stream()
                        .map(OrdinalIgnoreCase::fold)
                        .collect(Collectors.toUnmodifiableSet()),
                PLAIN_FUNCTIONS);
    }

    public Scope with(Collection<Function> more) {
        EnumSet<Function> together = EnumSet.copyOf(functions);
        together.addAll(more);
        return new Scope(contexts, together);
    }

    boolean hasContext(String name) {
        return contexts.contains(OrdinalIgnoreCase.fold(name));
    }

    boolean hasFunction(Function function) {
        return functions.contains(function);
    }
}
