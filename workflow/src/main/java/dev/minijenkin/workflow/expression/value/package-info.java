/// The values of expressions: their types, how they are compared, and their JSON.
@NullMarked
package dev.minijenkin.workflow.expression.value;

import org.jspecify.annotations.NullMarked;
