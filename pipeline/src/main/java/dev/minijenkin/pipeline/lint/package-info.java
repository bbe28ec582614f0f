/// Reports on workflow files for people and programs: problems with their source lines, as text and
/// as JSON, and what one file alone does not tell.
@NullMarked
package dev.minijenkin.pipeline.lint;

import org.jspecify.annotations.NullMarked;
