/// What a person wants: commands, and the dialog that asks for a reason.
@NullMarked
package dev.minijenkin.console.command;

import org.jspecify.annotations.NullMarked;
