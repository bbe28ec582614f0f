/// Access tokens: how they are made, shown once, and known again.
@NullMarked
package dev.minijenkin.db.token;

import org.jspecify.annotations.NullMarked;
