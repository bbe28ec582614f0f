/// Carries out the wishes of people and programs, each exactly once.
@NullMarked
package dev.minijenkin.pipeline.command;

import org.jspecify.annotations.NullMarked;
