package dev.minijenkin.runner.action.call;

import java.util.Map;

/// The services that a job may use by programs of actions.
@FunctionalInterface
public interface ActionServices {
    /// What tells a program where they are and that it may use them: opens them where nobody of the
    /// job has asked before.
    Map<String, String> variables();
}
