package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.problem.LintRule;

/// What can never work in an expression.
///
/// @param position in its text
public record Doubt(LintRule rule, int position, String message) {}
