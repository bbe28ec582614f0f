/// What commands share: options, tables, the terminal, what is said when one fails.
@NullMarked
package dev.minijenkin.cli.part;

import org.jspecify.annotations.NullMarked;
