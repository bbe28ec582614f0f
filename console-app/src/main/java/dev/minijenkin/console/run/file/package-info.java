/// The workflow file as it was run, with what is wrong at its lines.
@NullMarked
package dev.minijenkin.console.run.file;

import org.jspecify.annotations.NullMarked;
