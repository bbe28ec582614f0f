/// From the bytes of a process to chunks in the database, with a spool for when it is away.
@NullMarked
package dev.minijenkin.runner.log;

import org.jspecify.annotations.NullMarked;
