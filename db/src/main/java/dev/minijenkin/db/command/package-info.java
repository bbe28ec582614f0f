/// Every wish of a person or a program, executed exactly once.
@NullMarked
package dev.minijenkin.db.command;

import org.jspecify.annotations.NullMarked;
