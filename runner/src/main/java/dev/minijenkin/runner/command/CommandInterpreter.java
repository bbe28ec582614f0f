package dev.minijenkin.runner.command;

import dev.minijenkin.runner.command.StepAnnotation.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Carries out the commands in the output of one step and says what is to be printed in their
/// place. Called by one thread.
public final class CommandInterpreter {
    private static final Set<String> NAMES =
            Set.of(
                    "add-mask",
                    "add-matcher",
                    "add-path",
                    "debug",
                    "echo",
                    "endgroup",
                    "error",
                    "group",
                    "notice",
                    "remove-matcher",
                    "save-state",
                    "set-env",
                    "set-output",
                    "stop-commands",
                    "warning");

    private static final String NODE_OPTIONS = "NODE_OPTIONS";

    private final StepEffects effects;
    private final CommandRules rules;
    private boolean echo;
    private String resumeToken = "";

    /// For one step.
    public CommandInterpreter(StepEffects effects, CommandRules rules) {
        this.effects = effects;
        this.rules = rules;
        this.echo = rules.debug();
    }

    /// Where in a piece of a line a command begins, or may turn out to begin once more of the line
    /// has come: from there on nothing may be shown before the line is complete. -1 where nothing
    /// does.
    ///
    /// @param begins whether the piece is the beginning of its line
    public int beginning(String piece, boolean begins) {
        return WorkflowCommand.beginning(piece, begins, this::mayBegin);
    }

    /// Carries out what the line asks for.
    ///
    /// @return what to print: nothing, or one or more lines; empty if the line is no command and is
    ///   printed as it is
    public Optional<List<String>> line(String line) {
        Optional<WorkflowCommand> parsed = WorkflowCommand.parse(line, this::isKnown);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        WorkflowCommand command = parsed.get();
        if (!resumeToken.isEmpty()) {
            resumeToken = "";
            return Optional.empty();
        }
        List<String> printed = carryOut(command, line);
        return Optional.of(printed);
    }

    /// A line that begins with a command is too long to be kept. Whatever it was to hide is not
    /// shown, and the step fails, for what it asked for was not done.
    ///
    /// @param beginning of the line
    public Optional<List<String>> tooLong(String beginning, int most) {
        return WorkflowCommand.parse(beginning, this::isKnown)
                .filter(_ -> resumeToken.isEmpty())
                .map(command ->
                        refuse(
                                "The command '%s' is longer than %d bytes: it was not carried out"
                                        .formatted(command.name(), most)));
    }

    private boolean isKnown(String name) {
        return resumeToken.isEmpty()
                ? NAMES.contains(name.toLowerCase(Locale.ROOT))
                : resumeToken.equalsIgnoreCase(name);
    }

    /// @param name with a blank at its end where it is complete
    private boolean mayBegin(String name) {
        if (name.endsWith(" ")) {
            return isKnown(name.substring(0, name.length() - 1));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return resumeToken.isEmpty()
                ? NAMES.stream().anyMatch(known -> known.startsWith(lower))
                : resumeToken.toLowerCase(Locale.ROOT).startsWith(lower);
    }

    private List<String> carryOut(WorkflowCommand command, String line) {
        List<String> echoed = echo ? List.of(line) : List.of();
        return switch (command.name()) {
            case "group" -> List.of("##[group]" + command.data());
            case "endgroup" -> List.of("##[endgroup]");
            case "debug" -> rules.debug() ? List.of("##[debug]" + command.data()) : List.of();
            case "error" -> annotate(Level.FAILURE, command, "error");
            case "warning" -> annotate(Level.WARNING, command, "warning");
            case "notice" -> annotate(Level.NOTICE, command, "notice");
            case "add-mask" -> addMask(command);
            case "echo" -> setEcho(command);
            case "stop-commands" -> stop(command, line);
            case "set-output" -> {
                String name = command.property("name");
                if (name.isEmpty()) {
                    yield refuse("set-output needs a name");
                }
                effects.output(name, command.data());
                yield echoed;
            }
            case "save-state" -> {
                String name = command.property("name");
                if (name.isEmpty()) {
                    yield refuse("save-state needs a name");
                }
                effects.state(name, command.data());
                yield echoed;
            }
            case "set-env", "add-path" ->
                    rules.oldWays()
                            ? setForLater(command, echoed)
                            : refuse(
                                    "The command '"
                                            + command.name()
                                            + "' is not allowed: write to the file $GITHUB_ENV or $GITHUB_PATH"
                                            + " instead");
            case "add-matcher" -> addMatcher(command, echoed);
            case "remove-matcher" -> removeMatcher(command, echoed);
            default -> warn("The command '" + command.name() + "' is not known");
        };
    }

    /// What steps did before there were files for it; the job allowed it.
    private List<String> setForLater(WorkflowCommand command, List<String> echoed) {
        if (command.name().equals("add-path")) {
            if (command.data().isEmpty()) {
                return refuse("add-path needs a path");
            }
            effects.path(command.data());
            return echoed;
        }
        String name = command.property("name");
        if (name.isEmpty()) {
            return refuse("set-env needs a name");
        }
        if (name.equalsIgnoreCase(NODE_OPTIONS)) {
            return refuse("set-env may not set NODE_OPTIONS");
        }
        effects.environment(name, command.data());
        return echoed;
    }

    private List<String> addMatcher(WorkflowCommand command, List<String> echoed) {
        if (command.data().isBlank()) {
            return warn("add-matcher needs the path of a file");
        }
        try {
            rules.matchers().add(command.data());
            return echoed;
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private List<String> removeMatcher(WorkflowCommand command, List<String> echoed) {
        String owner = command.property("owner");
        if (owner.isEmpty() == command.data().isBlank()) {
            return warn("remove-matcher needs an owner or the path of a file, and not both");
        }
        try {
            if (owner.isEmpty()) {
                rules.matchers().removeFile(command.data());
            } else {
                rules.matchers().remove(owner);
            }
            return echoed;
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private List<String> annotate(Level level, WorkflowCommand command, String word) {
        effects.annotate(StepAnnotation.of(level, command));
        return List.of("##[" + word + "]" + command.data());
    }

    private List<String> addMask(WorkflowCommand command) {
        if (effects.masks().addMask(command.data())) {
            return echo ? List.of("::add-mask::***") : List.of();
        }
        return warn("Can't add an empty mask: it would hide every blank");
    }

    private List<String> setEcho(WorkflowCommand command) {
        switch (command.data().strip().toLowerCase(Locale.ROOT)) {
            case "on" -> echo = true;
            case "off" -> echo = false;
            default -> {
                return refuse("The command 'echo' takes 'on' or 'off'");
            }
        }
        return List.of();
    }

    /// A token that is itself the name of a command would never let commands be resumed on purpose.
    private List<String> stop(WorkflowCommand command, String line) {
        String token = command.data().strip();
        if (token.isEmpty() || NAMES.contains(token.toLowerCase(Locale.ROOT))) {
            return refuse("The command 'stop-commands' needs a token that is not itself a command");
        }
        resumeToken = token;
        return List.of(line);
    }

    private List<String> warn(String message) {
        effects.annotate(StepAnnotation.of(Level.WARNING, message));
        return List.of("##[warning]" + message);
    }

    private List<String> refuse(String message) {
        effects.annotate(StepAnnotation.of(Level.FAILURE, message));
        effects.fail();
        return List.of("##[error]" + message);
    }
}
