/// Workflow files: YAML to model. Nothing in a file is ignored in silence: what is wrong, unknown
/// or not carried out is a [Problem] with its line and column.
@NullMarked
package dev.minijenkin.pipeline.workflow;

import org.jspecify.annotations.NullMarked;
