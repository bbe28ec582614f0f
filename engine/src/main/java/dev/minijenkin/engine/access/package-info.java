/// The door of runners on trusted hosts: statements, and the progress of runs.
@NullMarked
package dev.minijenkin.engine.access;

import org.jspecify.annotations.NullMarked;
