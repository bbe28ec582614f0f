package dev.minijenkin.workflow.plan.text;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Concurrency;
import dev.minijenkin.workflow.model.Environment;
import dev.minijenkin.workflow.yaml.Text;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Evaluates the texts of concurrency groups and environments, with the contexts that a text may
/// name.
public final class GuardTexts {
    private static final int LONGEST_GROUP = 400;
    private static final int LONGEST_ENVIRONMENT = 255;

    private final Function<String, Map<String, Value>> contexts;

    /// Evaluates with the contexts that it asks for.
    ///
    /// @param contexts for a text: reading the event costs something, and few texts need it
    public GuardTexts(Function<String, Map<String, Value>> contexts) {
        this.contexts = contexts;
    }

    /// A group, evaluated.
    ///
    /// @param cancels `cancel-in-progress`
    /// @param inLine `queue: max`
    public record Group(String name, boolean cancels, boolean inLine) {}

    /// An environment, evaluated.
    ///
    /// @param deploys whether the job deploys there, or only takes its name
    public record Target(String name, boolean deploys) {}

    /// Empty where the file names no group.
    public Optional<Group> group(Concurrency concurrency) throws BadTextException {
        if (concurrency.group().isEmpty()) {
            return Optional.empty();
        }
        String name = name(concurrency.group());
        if (name.isBlank()) {
            throw new BadTextException(
                    concurrency.group(), "The name of the concurrency group is empty");
        }
        if (name.length() > LONGEST_GROUP) {
            throw new BadTextException(
                    concurrency.group(),
                    "The name of a concurrency group has at most %d characters, and this one has %d"
                            .formatted(LONGEST_GROUP, name.length()));
        }
        boolean cancels = truth(concurrency.cancelInProgress(), "`cancel-in-progress`", false);
        boolean inLine = inLine(concurrency.queue());
        if (cancels && inLine) {
            throw new BadTextException(
                    concurrency.queue(),
                    "`queue: max` and `cancel-in-progress: true` exclude each other");
        }
        return Optional.of(new Group(name, cancels, inLine));
    }

    /// Empty where the file names no environment, or its expression gives none.
    public Optional<Target> target(Environment environment) throws BadTextException {
        if (environment.name().isEmpty()) {
            return Optional.empty();
        }
        String name = name(environment.name()).strip();
        if (name.length() > LONGEST_ENVIRONMENT) {
            throw new BadTextException(
                    environment.name(),
                    "The name of an environment has at most %d characters, and this one has %d"
                            .formatted(LONGEST_ENVIRONMENT, name.length()));
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Target(name, truth(environment.deployment(), "`deployment`", true)));
    }

    /// The fault of a job whose group is held by what it is part of.
    public static BadTextException ownGroup(Concurrency concurrency, Group group) {
        return new BadTextException(
                concurrency.group(),
                "The job would wait for ever: its own run, or a call around it, holds the concurrency group `%s`"
                        .formatted(group.name()));
    }

    private String name(Text text) throws BadTextException {
        Value value = value(text);
        return switch (value.kind()) {
            case "Array", "Object" ->
                    throw new BadTextException(
                            text, "A name must be a text, and this gives a list or mapping");
            case String _ -> value.asText().replace("\0", "");
        };
    }

    private boolean inLine(Text text) throws BadTextException {
        return switch (text.isEmpty() ? "single" : value(text).asText()) {
            case "single", "" -> false;
            case "max" -> true;
            case String other ->
                    throw new BadTextException(
                            text, "`queue` must be `single` or `max`, not '%s'".formatted(other));
        };
    }

    private boolean truth(Text text, String key, boolean usual) throws BadTextException {
        return switch (text.isEmpty() ? "" : value(text).asText()) {
            case "" -> usual;
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw new BadTextException(
                            text, "%s must be true or false, not '%s'".formatted(key, other));
        };
    }

    private Value value(Text text) throws BadTextException {
        if (!Template.isTemplate(text.value())) {
            return Value.of(text.value());
        }
        try {
            return Template.parse(text.value()).evaluate(Contexts.of(contexts.apply(text.value())));
        } catch (ExpressionException e) {
            throw new BadTextException(text, String.valueOf(e.getMessage()));
        }
    }
}
