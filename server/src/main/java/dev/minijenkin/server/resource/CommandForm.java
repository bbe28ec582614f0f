package dev.minijenkin.server.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.api.ProblemException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which fields a kind of command takes: from this the body is checked, and described.
///
/// @param needed each of them
/// @param either one of them, and not more; empty: none
/// @param possible any of them
record CommandForm(
        CommandKind kind,
        String summary,
        Set<CommandField> needed,
        Set<CommandField> either,
        Set<CommandField> possible) {
    private static final Set<CommandField> NONE = EnumSet.noneOf(CommandField.class);
    private static final Set<CommandField> RUN_OR_JOB =
            EnumSet.of(CommandField.RUN, CommandField.JOB);

    /// Of all kinds.
    static final List<CommandForm> ALL =
            Arrays.stream(CommandKind.values()).map(CommandForm::of).toList();

    private static CommandForm of(CommandKind kind) {
        return switch (kind) {
            case TRIGGER ->
                    new CommandForm(
                            kind,
                            "Starts workflows of a repository at a ref",
                            EnumSet.of(CommandField.REPOSITORY),
                            NONE,
                            EnumSet.of(
                                    CommandField.REF, CommandField.WORKFLOW, CommandField.INPUTS));
            case REFRESH ->
                    needs(
                            kind,
                            "Reads the workflow files of the default branch again",
                            CommandField.REPOSITORY);
            case REDELIVER ->
                    needs(
                            kind,
                            "Carries a delivery out again that failed; nothing starts twice",
                            CommandField.DELIVERY);
            case REPLAY ->
                    needs(
                            kind,
                            "Has a delivery come once more, as another: it starts anew",
                            CommandField.DELIVERY);
            case PREVIEW ->
                    new CommandForm(
                            kind,
                            "Says what a delivery would start, were it to come now; starts nothing",
                            EnumSet.of(CommandField.DELIVERY),
                            NONE,
                            EnumSet.of(CommandField.REF));
            case RERUN -> needs(kind, "All jobs of a run again", CommandField.RUN);
            case RERUN_FAILED ->
                    needs(
                            kind,
                            "The jobs of a run that failed again, and what needs them",
                            CommandField.RUN);
            case RERUN_JOB -> needs(kind, "One job again, and what needs it", CommandField.JOB);
            case CANCEL -> runOrJob(kind, "Ends a run, or one job");
            case HOLD -> runOrJob(kind, "Keeps a run, or one job, from the queue");
            case RELEASE -> runOrJob(kind, "Lets go on what was held");
            case PRIORITISE ->
                    needs(
                            kind,
                            "Has a run served earlier or later",
                            CommandField.RUN,
                            CommandField.PRIORITY);
            case SWITCH_OFF ->
                    needs(
                            kind,
                            "Lets a pipeline start no more runs",
                            CommandField.REPOSITORY,
                            CommandField.WORKFLOW);
            case SWITCH_ON ->
                    needs(
                            kind,
                            "Lets a pipeline start runs again",
                            CommandField.REPOSITORY,
                            CommandField.WORKFLOW);
            case FIND_TEST_REPORTS ->
                    needs(
                            kind,
                            "Has JUnit XML looked for where a job of a pipeline has ended",
                            CommandField.REPOSITORY,
                            CommandField.WORKFLOW,
                            CommandField.PATTERNS);
            case CHANGE_REPOSITORY ->
                    new CommandForm(
                            kind,
                            "Says which runs of a repository guest runners carry out, or whose pull requests from forks wait; takes the scope `admin`",
                            EnumSet.of(CommandField.REPOSITORY),
                            EnumSet.of(CommandField.GUESTS, CommandField.FORKS),
                            NONE);
            case DRAIN -> needs(kind, "Lets a runner take no more jobs", CommandField.RUNNER);
            case RESUME -> needs(kind, "Lets a runner take jobs again", CommandField.RUNNER);
            case FORGET ->
                    needs(kind, "Takes a runner that is silent for gone", CommandField.RUNNER);
            case FREE_ENVIRONMENT ->
                    needs(
                            kind,
                            "Frees an environment that is kept locked",
                            CommandField.REPOSITORY,
                            CommandField.ENVIRONMENT);
            case APPROVE ->
                    runOrJob(kind, "Approves a job that waits for it, or all such of a run");
            case REJECT ->
                    runOrJob(kind, "Rejects a job that waits for approval, or all such of a run");
            case BREAK_GLASS ->
                    needs(
                            kind,
                            "Lets a job pass all rules of its environment but the lock; takes the scope `admin`",
                            CommandField.JOB,
                            CommandField.REASON);
            case ROLL_BACK ->
                    new CommandForm(
                            kind,
                            "Deploys again what was deployed well before",
                            EnumSet.of(CommandField.REPOSITORY, CommandField.ENVIRONMENT),
                            NONE,
                            EnumSet.of(CommandField.DEPLOYMENT));
            case TEST_TARGET -> needs(kind, "Sends a test message", CommandField.TARGET);
            case RESEND ->
                    needs(
                            kind,
                            "Delivers messages after all that were given up",
                            CommandField.MESSAGES);
        };
    }

    private static CommandForm needs(CommandKind kind, String summary, CommandField... fields) {
        return new CommandForm(kind, summary, Set.of(fields), NONE, NONE);
    }

    private static CommandForm runOrJob(CommandKind kind, String summary) {
        return new CommandForm(kind, summary, NONE, RUN_OR_JOB, NONE);
    }

    /// The form of a body.
    ///
    /// @throws ProblemException where the body is of no kind, or not as its kind wants it
    static CommandForm of(JsonNode body) {
        String word = body.path(CommandField.KIND.word()).asText("");
        CommandForm form =
                ALL.stream()
                        .filter(each -> each.kind().word().equals(word))
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(
                                        422,
                                        "`kind` must be one of "
                                                + ALL.stream()
                                                        .map(each -> each.kind().word())
                                                        .collect(Collectors.joining(", "))));
        form.check(body);
        return form;
    }

    private void check(JsonNode body) {
        Set<CommandField> allowed = fields();
        body.properties()
                .forEach(entry -> {
                    CommandField field =
                            allowed.stream()
                                    .filter(each -> each.word().equals(entry.getKey()))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new ProblemException(
                                                    422,
                                                    "%s takes no field `%s`; it takes %s"
                                                            .formatted(
                                                                    kind.word(),
                                                                    entry.getKey(),
                                                                    names(allowed))));
                    if (!field.fits(entry.getValue())) {
                        throw new ProblemException(
                                422, "`%s` must be %s".formatted(field.word(), field.wanted()));
                    }
                });
        for (CommandField field : needed) {
            if (!body.has(field.word())) {
                throw new ProblemException(
                        422, "%s needs the field `%s`".formatted(kind.word(), field.word()));
            }
        }
        if (!either.isEmpty()
                && either.stream().filter(field -> body.has(field.word())).count() != 1) {
            throw new ProblemException(
                    422, "%s needs one of the fields %s".formatted(kind.word(), names(either)));
        }
    }

    private Set<CommandField> fields() {
        Set<CommandField> fields =
                EnumSet.of(CommandField.KIND, CommandField.REASON, CommandField.AT);
        fields.addAll(needed);
        fields.addAll(either);
        fields.addAll(possible);
        return fields;
    }

    /// The body of any kind.
    static ObjectNode schemaOfAll() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode kinds = schema.putArray("oneOf");
        ALL.forEach(form -> kinds.add(form.schema()));
        return schema;
    }

    private ObjectNode schema() {
        ObjectNode schema =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "object")
                        .put("title", kind.word())
                        .put("description", summary);
        ArrayNode required = schema.putArray("required").add(CommandField.KIND.word());
        needed.stream().sorted().forEach(field -> required.add(field.word()));
        ObjectNode properties = schema.putObject("properties");
        fields().forEach(field -> properties.set(field.word(), field.schema()));
        properties.set(
                CommandField.KIND.word(),
                JsonNodeFactory.instance.objectNode().put("const", kind.word()));
        if (!either.isEmpty()) {
            ArrayNode one = schema.putArray("oneOf");
            either.stream()
                    .sorted()
                    .forEach(field -> one.addObject().putArray("required").add(field.word()));
        }
        return schema.put("additionalProperties", false);
    }

    private static String names(Collection<CommandField> fields) {
        return fields.stream()
                .sorted()
                .map(field -> "`" + field.word() + "`")
                .collect(Collectors.joining(", "));
    }
}
