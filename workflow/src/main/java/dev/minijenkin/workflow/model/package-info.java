/// A workflow as it was written: records without behaviour that their readers fill. Expressions
/// stay text.
@NullMarked
package dev.minijenkin.workflow.model;

import org.jspecify.annotations.NullMarked;
