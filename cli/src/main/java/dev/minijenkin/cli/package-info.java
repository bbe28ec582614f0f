/// The `mini-jenkin` command: one class a subcommand, each a small composition root.
@NullMarked
package dev.minijenkin.cli;

import org.jspecify.annotations.NullMarked;
