package dev.minijenkin.workflow.problem;

import java.util.Locale;

/// What a problem is a case of. The id is what `lint` prints in brackets behind a message and as
/// `rule` in JSON; ids stay, so that programs can sort by them.
public enum LintRule {
    /// What only a run finds.
    RUN,
    /// A file that cannot be read.
    FILE,
    /// A text that is no YAML, or holds what this YAML does not have.
    YAML,
    /// A key that its place does not know.
    UNKNOWN_KEY,
    /// A key that stands twice.
    DUPLICATE_KEY,
    /// A key that must be there.
    MISSING_KEY,
    /// A value that its key does not take.
    VALUE,
    /// Valid, and not carried out here.
    NOT_CARRIED_OUT,
    /// Ids of jobs and steps.
    ID,
    /// An expression that cannot be read, or names what is not available in its place.
    EXPRESSION,
    /// An expression that fails, or gives nothing useful, once it is evaluated.
    EVALUATION,
    /// A condition that is always true or always false.
    CONDITION,
    /// A field that is always empty.
    REFERENCE,
    /// A comparison that can never hold.
    COMPARISON,
    /// An object or a list where a text is wanted.
    OBJECT_AS_TEXT,
    /// What a stranger wrote becomes part of a program.
    INJECTION,
    NEEDS,
    MATRIX,
    CONCURRENCY,
    CONTAINER,
    /// What `runs-on` asks for.
    RUNS_ON,
    /// An event, its activity types and its filters.
    EVENT,
    /// A pattern of `branches`, `tags` or `paths`.
    PATTERN,
    SCHEDULE,
    /// Inputs of `workflow_dispatch` and `workflow_call`, as they are declared.
    INPUT,
    /// A job that calls another workflow.
    CALL,
    /// What a called workflow asks of `permissions`.
    PERMISSIONS,
    /// What `uses` of a step names, and what it takes.
    ACTION,
    SHELL,
    /// Names of environment variables.
    ENV_NAME,
    /// A secret that is written out.
    CREDENTIALS,
    /// Workflow commands that were replaced by files.
    DEPRECATED_COMMAND,
    /// What shellcheck says of a script.
    SHELLCHECK;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// In lower case, words parted by `-`.
    public String id() {
        return id;
    }
}
