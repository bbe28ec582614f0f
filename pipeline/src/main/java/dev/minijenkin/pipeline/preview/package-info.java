/// What an event would start: the jobs of a workflow file ahead of any run, as far as they can be
/// told. Pure.
@NullMarked
package dev.minijenkin.pipeline.preview;

import org.jspecify.annotations.NullMarked;
