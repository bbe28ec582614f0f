/// Commands that set up and administer: database, keys, people, tokens, repositories, environments,
/// targets, secrets.
@NullMarked
package dev.minijenkin.cli.setup;

import org.jspecify.annotations.NullMarked;
