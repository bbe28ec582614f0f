/// Commands that stay: server, runner, both together, and the console.
@NullMarked
package dev.minijenkin.cli.host;

import org.jspecify.annotations.NullMarked;
