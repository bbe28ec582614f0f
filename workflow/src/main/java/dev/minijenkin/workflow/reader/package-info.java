/// From the text of a workflow file to its model. Starts at
/// [dev.minijenkin.workflow.reader.WorkflowReader].
@NullMarked
package dev.minijenkin.workflow.reader;

import org.jspecify.annotations.NullMarked;
