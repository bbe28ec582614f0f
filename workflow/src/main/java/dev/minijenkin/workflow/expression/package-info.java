/// The expressions of the workflow language: `${{ … }}`, conditions, and what can be told before
/// all is known.
@NullMarked
package dev.minijenkin.workflow.expression;

import org.jspecify.annotations.NullMarked;
