/// Commands on workflow files alone: lint, plan, survey, expressions.
@NullMarked
package dev.minijenkin.cli.workflow;

import org.jspecify.annotations.NullMarked;
