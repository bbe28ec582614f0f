/// Secrets and the keys that they are sealed to.
@NullMarked
package dev.minijenkin.db.secret;

import org.jspecify.annotations.NullMarked;
