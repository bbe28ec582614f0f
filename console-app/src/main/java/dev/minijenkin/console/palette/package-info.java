/// Search and jump: one box over runs, pipelines, places and actions.
@NullMarked
package dev.minijenkin.console.palette;

import org.jspecify.annotations.NullMarked;
