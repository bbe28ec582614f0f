/// YAML as the workflow language reads it: nodes with their positions, core scalars, faults in
/// words of the file.
@NullMarked
package dev.minijenkin.workflow.yaml;

import org.jspecify.annotations.NullMarked;
