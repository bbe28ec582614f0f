package dev.minijenkin.runner.command;

import dev.minijenkin.runner.matcher.ProblemMatchers;
import java.util.Map;

/// What commands of a step may do, and to what.
///
/// @param debug whether `::debug::` is shown, and every command
/// @param oldWays whether `::set-env::` and `::add-path::` are carried out
/// @param matchers of the job
public record CommandRules(boolean debug, boolean oldWays, ProblemMatchers matchers) {
    private static final String ALLOW = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

    /// Those of a step with this environment.
    public static CommandRules of(
            boolean debug, Map<String, String> environment, ProblemMatchers matchers) {
        return new CommandRules(
                debug, environment.getOrDefault(ALLOW, "").equalsIgnoreCase("true"), matchers);
    }
}
