/// The scenarios of the stress module as commands.
@NullMarked
package dev.minijenkin.cli.stress;

import org.jspecify.annotations.NullMarked;
