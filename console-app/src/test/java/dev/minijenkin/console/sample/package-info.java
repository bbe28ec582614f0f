/// Runs, jobs and time made up, for view models without a stage.
@NullMarked
package dev.minijenkin.console.sample;

import org.jspecify.annotations.NullMarked;
