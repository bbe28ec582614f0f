/// What a step says to the runner: workflow commands in its output and files that it writes.
@NullMarked
package dev.minijenkin.runner.command;

import org.jspecify.annotations.NullMarked;
