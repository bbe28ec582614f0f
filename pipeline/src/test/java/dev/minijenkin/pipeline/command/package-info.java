@NullMarked
package dev.minijenkin.pipeline.command;

import org.jspecify.annotations.NullMarked;
