/// Hooks as git hosts send them: checked, kept, answered. What comes of them is not decided here.
@NullMarked
package dev.minijenkin.server.hook;

import org.jspecify.annotations.NullMarked;
