package dev.minijenkin.server.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The command that a body asks for, which was checked against its [CommandForm].
record SentBody(CommandKind kind, JsonNode body) {
    NewCommand command() {
        Long run = number(CommandField.RUN);
        Long job = number(CommandField.JOB);
        Long repository = number(CommandField.REPOSITORY);
        return new NewCommand(
                kind.word(),
                arguments(),
                body.has(CommandField.REASON.word()) ? text(CommandField.REASON) : null,
                run == null ? null : new RunId(run),
                job == null ? null : new JobId(job),
                repository == null ? null : new RepositoryId(repository));
    }

    /// Null: at once.
    @Nullable Instant due() {
        return body.has(CommandField.AT.word()) ? Instant.parse(text(CommandField.AT)) : null;
    }

    private String arguments() {
        return switch (kind) {
            case TRIGGER ->
                    CommandArguments.trigger(
                            text(CommandField.REF), text(CommandField.WORKFLOW), inputs());
            case REDELIVER, REPLAY ->
                    CommandArguments.delivery(
                            new DeliveryId(body.path(CommandField.DELIVERY.word()).longValue()));
            case PREVIEW ->
                    CommandArguments.preview(
                            new DeliveryId(body.path(CommandField.DELIVERY.word()).longValue()),
                            text(CommandField.REF));
            case PRIORITISE ->
                    CommandArguments.priority(body.path(CommandField.PRIORITY.word()).intValue());
            case SWITCH_OFF, SWITCH_ON -> CommandArguments.workflow(text(CommandField.WORKFLOW));
            case FIND_TEST_REPORTS ->
                    CommandArguments.testReports(text(CommandField.WORKFLOW), patterns());
            case CHANGE_REPOSITORY ->
                    body.has(CommandField.GUESTS.word())
                            ? CommandArguments.guests(text(CommandField.GUESTS))
                            : CommandArguments.forks(text(CommandField.FORKS));
            case DRAIN, RESUME, FORGET -> CommandArguments.runner(text(CommandField.RUNNER));
            case FREE_ENVIRONMENT -> CommandArguments.environment(text(CommandField.ENVIRONMENT));
            case ROLL_BACK ->
                    CommandArguments.rollBack(
                            text(CommandField.ENVIRONMENT), number(CommandField.DEPLOYMENT));
            case TEST_TARGET ->
                    CommandArguments.target(text(CommandField.TARGET), UUID.randomUUID());
            case RESEND -> CommandArguments.messages(messages());
            case REFRESH,
                    RERUN,
                    RERUN_FAILED,
                    RERUN_JOB,
                    CANCEL,
                    HOLD,
                    RELEASE,
                    APPROVE,
                    REJECT,
                    BREAK_GLASS ->
                    CommandArguments.NONE;
        };
    }

    private Map<String, String> inputs() {
        Map<String, String> inputs = new LinkedHashMap<>();
        body.path(CommandField.INPUTS.word())
                .properties()
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().textValue()));
        return inputs;
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        body.path(CommandField.PATTERNS.word()).forEach(each -> patterns.add(each.textValue()));
        return patterns;
    }

    private List<MessageId> messages() {
        List<MessageId> ids = new ArrayList<>();
        body.path(CommandField.MESSAGES.word())
                .forEach(id -> ids.add(new MessageId(id.longValue())));
        return ids;
    }

    private String text(CommandField field) {
        return body.path(field.word()).asText("");
    }

    private @Nullable Long number(CommandField field) {
        JsonNode value = body.path(field.word());
        return value.isMissingNode() ? null : value.longValue();
    }
}
