/// Whether something that happened starts a workflow. Pure.
@NullMarked
package dev.minijenkin.pipeline.trigger;

import org.jspecify.annotations.NullMarked;
