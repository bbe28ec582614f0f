/// From the text of an expression to its tree.
@NullMarked
package dev.minijenkin.workflow.expression.syntax;

import org.jspecify.annotations.NullMarked;
