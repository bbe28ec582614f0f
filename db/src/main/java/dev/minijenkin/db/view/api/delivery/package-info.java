/// Hooks that came in, messages that went out, and their targets.
@NullMarked
package dev.minijenkin.db.view.api.delivery;

import org.jspecify.annotations.NullMarked;
