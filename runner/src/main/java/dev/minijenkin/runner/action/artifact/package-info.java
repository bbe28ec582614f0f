/// The built-in actions for artifacts.
@NullMarked
package dev.minijenkin.runner.action.artifact;

import org.jspecify.annotations.NullMarked;
