/// Commands that people gave.
@NullMarked
package dev.minijenkin.db.view.api.command;

import org.jspecify.annotations.NullMarked;
